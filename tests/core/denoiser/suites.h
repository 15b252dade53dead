#pragma once

#include <QObject>

/// Trajectories put together from windows.
class WindowComposition : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void foldsHaveAppasMaps_data();
    void foldsHaveAppasMaps();
    void paddingReachesWholeWindows();
    void windowsThatDoNotCoverAreRefused();
    void localWindowsAreThoseOfSda();
    void foldingUndoesUnfolding_data();
    void foldingUndoesUnfolding();
    void batchesDoNotChangeABit_data();
    void batchesDoNotChangeABit();
    void theDerivativeIsTheCompositionsOwn_data();
    void theDerivativeIsTheCompositionsOwn();
    void theErrorShrinksWithTheOverlap();
    void guidanceInsideWindowsIsThatOfTheirBlocks_data();
    void guidanceInsideWindowsIsThatOfTheirBlocks();
    void guidanceInWindowsRefusesWhatActsOnSteps();
    void windowsRememberTheirOwnSolves();
};

/// Windows that processes share out.
class SharedWindows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aCompanyOfAnySizeGivesTheSameBits_data();
    void aCompanyOfAnySizeGivesTheSameBits();
    void whatFailsOnOneIsSaidOnAll();
    void roundingOfTheOthersHasNoSay();
    void guidanceInsideWindowsIsSharedToo();
};

/// The AR(1) chain against dense matrices.
class LongChains : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSmootherIsTheWienerFilter_data();
    void theSmootherIsTheWienerFilter();
    void marginalsAreThoseOfTheInverse_data();
    void marginalsAreThoseOfTheInverse();
    void rootsGiveTheCovariance();
    void nearlyConstantAndNullLanesStayExact();
    void itsEigenbasisIsRefusedByName();
    void aSampledChainHasItsCovariance();
};
