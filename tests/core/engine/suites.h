#pragma once

#include <QObject>

/// Numbers everyone must reproduce: schedules, coefficients, Krylov solutions, scalar posteriors.
class GoldenNumbers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rectifiedScheduleHasAppasValues();
    void everyScheduleGrowsInNoiseAndInvertsItsTime_data();
    void everyScheduleGrowsInNoiseAndInvertsItsTime();
    void everyGridEndsWhereTheScheduleDoes_data();
    void everyGridEndsWhereTheScheduleDoes();
    void schedulesHaveTheirPapersValues_data();
    void schedulesHaveTheirPapersValues();
    void theSpectrumsGridKeepsMoreVarianceThanEvenNodes();
    void weightsOfEveryDensityIntegratePolynomials_data();
    void weightsOfEveryDensityIntegratePolynomials();
    void gaussLegendreIsExactToItsDegree();
    void adamsBashforthHasTheKnownWeights();
    void adamsBashforthIntegratesPolynomialsExactly();
    void gmresSolvesTheKnownSystem();
    void krylovSolversTreatMembersAlone();
    void scalarPosteriorIsExact_data();
    void scalarPosteriorIsExact();
    void unknownKindsAndKnobsAreNamed();
};

/// What every entry of the catalogues promises.
class EngineContract : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everySamplerWithEveryGuidance_data();
    void everySamplerWithEveryGuidance();
    void misfitFallsWithStrength_data();
    void misfitFallsWithStrength();
    void strengthFourIsHalfTheError_data();
    void strengthFourIsHalfTheError();
    void memoryContinuesARun_data();
    void memoryContinuesARun();
    void methodsThatNeedACovarianceRefuseWithoutIt();
    void churnNeedsARange();
    void aPriorWithoutConditionHasNoClassifierFreeGuidance();
    void guidanceDoesNotNest();
    void withoutObservationsThePriorIsSampled();
};

/// Gaussian prior and linear observations: mean and covariance of a run are known without sampling.
class Exactness : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void guidedDenoiserIsThePosteriorMean_data();
    void guidedDenoiserIsThePosteriorMean();
    void samplersConvergeAtTheirOrder_data();
    void samplersConvergeAtTheirOrder();
    void semiexactNeedsNoSmallSteps();
    void samplersDependOnTheNoiseOfANodeAlone_data();
    void samplersDependOnTheNoiseOfANodeAlone();
    void adaptiveCorrectorsSettleAtTheirClosedForm_data();
    void adaptiveCorrectorsSettleAtTheirClosedForm();
    void correctorSettlesAtItsClosedForm_data();
    void correctorSettlesAtItsClosedForm();
    void conjugateGradientsAgreeWithCholesky();
    void aKnownCovarianceLeavesMmpsNothingToIterate();
};

/// Guidance methods where they are exact, and the draws and covariances they need.
class GuidanceExactness : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tmpdIsExactForOneObservation();
    void diffpirIsExactInItsOwnMetric_data();
    void diffpirIsExactInItsOwnMetric();
    void pgdmEndsAtNoiselessData_data();
    void pgdmEndsAtNoiselessData();
    void aMaskIsItsOwnPseudoInverse();
    void observationsMadeTwiceHaveAPseudoInverse();
    void repaintPutsPixelsInPlace();
    void classifierFreeGuidanceMixesBothDenoisers();
    void manyParticlesFindThePosterior();
    void indicesFollowTheirWeights();
    void dpsInTheNoiseIsTwiceTheGradient();
    void aKroneckerPriorIsTheDenseOne();
    void lowRankCovariancesAreTheDenseOnes_data();
    void lowRankCovariancesAreTheDenseOnes();
};
