#pragma once

#include <QObject>

/// What needs no GPU: why one is not used, and the tensor functions that kernels stand behind.
class WithoutGpu : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theReasonAgainstAGpuIsNamed_data();
    void theReasonAgainstAGpuIsNamed();
    void theDriversReleaseIsReadFromItsText();
    void combinedTensorsEqualAten_data();
    void combinedTensorsEqualAten();
    void noiseInOnePassEqualsNoiseAdded();
    void aPartOfTheMembersDrawsTheSameNoise();
    void whatIsRecordedIsTheFunctionItself();
};

/// Kernels against the CPU's loops; skipped where no GPU can be used.
class OnGpu : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void noiseHasTheSameIntegers();
    void normalsAreWithinTwoUnitsInTheLastPlace();
    void combinationsEqualTheCpus();
    void pointsEqualTheCpus();
    void texturesEqualTheCpus();
    void aRecordingRepeatsTheFunction();
    void aRunEqualsTheCpus();
};
