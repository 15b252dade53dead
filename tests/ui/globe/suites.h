#pragma once

#include <QObject>

class TestColourMap : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyMapHas256ColoursASourceAndALicence();
    void endsAndMiddleAreTheFilesColours();
    void divergingMapsAreNeutralInTheMiddle();
    void coloursBeyondTheRangeStandApart();
    void anUnknownMapIsAnErrorThatNamesThose();
    void eachKindOfFieldGetsItsMap_data();
    void eachKindOfFieldGetsItsMap();
};

class TestFieldMap : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isExactAtGridPointsAndBilinearBetween();
    void readsEitherOrderOfLatitudes();
    void placesGaussianLatitudes();
    void goesRoundTheDateLine();
    void splitLongitudesCoverTheirPart();
    void regionalGridsEndAtTheirEdge();
    void missingCornersLeaveTheMean();
    void addsPolesAsTheMeanOfTheirRow();
    void refusesValuesThatDoNotMatchTheGrid();
    void fieldsOnOneGridShareItsTables();
};

class TestGeometry : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theMiddleOfTheViewIsWhereTheCameraLooks();
    void pixelAndPlaceAreInverse();
    void eastIsRightAndNorthIsUp();
    void nothingLiesBesideTheEarthOrBehindIt();
    void aPartOfTheGlobeFillsTheView();
    void simplifyingKeepsWithinTheTolerance();
};

class TestTicks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void areRoundAndInside_data();
    void areRoundAndInside();
    void anEmptyRangeHasNone();
    void theBarPaintsItsMapAndItsWords();
};

class TestPicture : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theCentreHasTheMapsColour_data();
    void theCentreHasTheMapsColour();
    void aHotSpotLiesWhereItIs();
    void gaussianLatitudesLieWhereTheyAre();
    void regionalFieldsLeaveTheRestBare();
    void missingValuesAreGrey();
    void valuesBeyondTheRangeHaveTheirOwnColours();
    void contoursAreDrawnWhereTheValueIs();
    void coastlinesAreDrawnOnThisSideOnly();
    void observationsShowTheirValueAndUse();
    void aTransparentPictureHasNoSky();
    void aFigureHasItsPartsAtAnySize_data();
    void aFigureHasItsPartsAtAnySize();
};

class TestGlobeView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void drawsItsFieldOnTheScreen();
    void draggingTurnsAndTheReadoutFollows();
    void keysAndWheelMoveTheView();
    void findsTheObservationUnderTheMouse();
    void observationsThatComeLaterAreDrawn();
    void countsItsFrames();
};

class TestCoast : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void passesGibraltarAndHasAPlausibleLength();
    void everyPointIsOnTheEarth();
};
