<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- English is written in the sources; this file holds its plural forms. -->
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ui::panel::MessageStrip</name>
    <message numerus="yes">
        <source>and %n more note(s): point here to read them</source>
        <translation><numerusform>and %n more note: point here to read it</numerusform><numerusform>and %n more notes: point here to read them</numerusform></translation>
    </message>
</context>
<context>
    <name>ui::window::StatusLine</name>
    <message numerus="yes">
        <source>Starting with %n observation(s)</source>
        <translation><numerusform>Starting with %n observation</numerusform><numerusform>Starting with %n observations</numerusform></translation>
    </message>
    <message numerus="yes">
        <source>Finished: %n step(s) in %1 s · denoiser evaluations: %2</source>
        <translation><numerusform>Finished: %n step in %1 s · denoiser evaluations: %2</numerusform><numerusform>Finished: %n steps in %1 s · denoiser evaluations: %2</numerusform></translation>
    </message>
</context>
</TS>
