<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>&amp;Location:</translation>
    </message>
    <message>
        <source>Look in:</source>
        <translation>Location:</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>File &amp;type:</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>File type:</translation>
    </message>
</context>
</TS>
