#pragma once

#include <QObject>

#include <memory>

namespace ui::window {
class Language;
}

class TestCurve : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void endsKeepTheirPlace();
    void innerHandlesStayBetweenTheirNeighbours();
    void thereAreTwoToSixHandles();
    void everyPresetIsACurve();
    void aHandleIsDraggedWithTheMouse();
    void aHandleIsMovedWithTheKeyboard();
};

class TestPad : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aClickShowsTheCell();
    void onlyKeptStepsCanBeShown();
    void arrowsMoveInBothClocks();
    void shiftMovesByTen();
    void aBranchKeepsTheStepsBeforeIt();
    void itTellsItsCellInWords();

private:
    class PadUnderTest* pad_ = nullptr;
};

class TestControls : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theStrengthScaleHitsItsMarks();
    void theStrengthScaleIsInvertible();
    void theStrengthSliderTellsWhatItMeans();
    void everyCatalogueEntryGetsItsControls_data();
    void everyCatalogueEntryGetsItsControls();
    void theRunPanelReturnsTheRequestItWasGiven();
    void aChosenBackgroundDropsTheOldWorld();
    void uncheckedObservationFilesLeaveTheRequest();
    void unitsAreShownAsChosen();
    void differencesConvertWithoutOffset();
};

class TestWords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void frenchIsFinished();
    void everyCatalogueLabelIsTranslated();
    void switchingTheLanguageRetranslatesAPanel();
};

class TestScript : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aScriptIsRead();
    void wrongScriptsAreNamed_data();
    void wrongScriptsAreNamed();
    void theShippedScriptIsSound();
    void argumentsAreRead();
    void wrongArgumentsAreNamed_data();
    void wrongArgumentsAreNamed();
};

class TestView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itFollowsTheNewestStepUntilScrubbed();
    void theQuantityKeyGoesRound();
    void theRangeStaysLockedDuringARun();
    void typedEndsOutliveTheRun();
    void glyphsBelongToTheShownVariableAndTime();
    void residualsHaveASymmetricRange();
    void aRunIsFirstSeenByTheLowestTemperature();
    void theChosenChannelStaysWhileTheRunHasIt();
};

class TestPace : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFirstFrameIsTakenAtOnce();
    void drawingGetsAQuarterOfTheTime();
    void fiveFramesComeEverySecondHoweverSlow();
    void aFrameThatIsWaitedForComesAtOnce();
};

class TestEngineWords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void theReaderOfSourcesFindsSentences();
    void everySentenceOfTheEngineIsTranslated();
    void everyPatternHasATranslation();
    void placesAreFilledWithTranslatedWords();
    void countsAgreeWithTheirNoun_data();
    void countsAgreeWithTheirNoun();

private:
    std::shared_ptr<ui::window::Language> language_;
};

class TestFeedback : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void departuresOpenWithoutARun();
};

class TestInterpret : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anUnclearFileIsInterpretedAndReadAnew();
};

class TestTraining : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTrainingIsStartedPausedAndGoesOn();
    void whatCannotBeTrainedIsSaidInWords();
};

class TestWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aDroppedObservationFileIsShown();
    void aDroppedFileOfAnotherKindIsRefusedInWords();
    void aDroppedRequestWithAnErrorIsRefusedInWords();
    void everyControlIsReachedByTab();
    void everyCommandIsInAMenuAndHasKeysOfItsOwn();
    void theWindowIsNoWiderThan1024InAnyLanguage();
    void aNarrowLabelLosesWholeParts();
    void aPictureThatCannotBeWrittenLeavesTheOldOne();
};
