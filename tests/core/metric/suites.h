#pragma once

#include <QObject>

/// Metrics against closed forms; in their own file.
class ClosedForms : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plainCrpsHasItsGoldenValue();
    void rootsComeFirstOrLast();
    void theDebiasedErrorIsThatOfManyMembers();
    void theBandIsBinomial();
    void intervalsCoverTheTruth();
    void anAverageOfOneTimeHasNoInterval();
    void perturbedMembersAreCalibratedAgainstObservations();
    void desroziersFindsTheVariancesOfAnOptimalAnalysis();
    void theOrderSpectrumCountsComplexPower();
    void geostrophicWindIsAtRightAngles_data();
    void geostrophicWindIsAtRightAngles();
    void anIsothermalColumnIsInHypsometricBalance_data();
    void anIsothermalColumnIsInHypsometricBalance();
};

/// Departures that other systems wrote; in their own file.
class FeedbackScores : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void twoExperimentsDifferByTheirNoise();
    void channelsAreShownByTheirNumber();
    void aTableIsDiagnosedByCycle();
    void feedbackIsTold();
};

/// What every entry of the catalogue of metrics promises.
class MetricContract : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyMetricHoldsIt_data();
    void everyMetricHoldsIt();
};
