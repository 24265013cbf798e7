"""Exports of Nexis and Factiva, written for tests as both services lay them out."""

NEXIS_CLASSIC = """


Download Request: Selected Items: 1-2
Time Of Request: Friday, March 20, 2031  16:51:31


                               1 of 2 DOCUMENTS


                               The Halden Gazette

                            March 4, 2031 Tuesday
                                   Edition 1;
                                    Harbour

Harbour wall to be rebuilt

BYLINE: Ada Brook

SECTION: NEWS; Pg. 3

LENGTH: 52 words

The Port Halden harbour wall will be rebuilt after the storm, the council said
on Monday, and nobody in the chamber was heard to disagree.

Subject: that was the word on the invitation.

LOAD-DATE: March 5, 2031

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper


                  Copyright 2031 Halden Newspapers Ltd
                              All Rights Reserved

                               2 of 2 DOCUMENTS


                   Copyright 2031 Agence France Presse
                     Agence France Presse -- English

                       March 1, 2031 Saturday 9:50 PM GMT

SECTION: International news

LENGTH: 30 words

HEADLINE: Storm breaks ferry record

BYLINE: By Jon Reyes

DATELINE: PORT HALDEN, March 1

BODY:
A storm stopped every ferry for nine days.

LOAD-DATE: March 2, 2031
"""

NEXIS_UNI = """User Name: Ines Falk
Date and Time: Friday, March 21, 2031 10:15:00 AM EDT
Job Number: 12345
Documents (2)
1. Harbour wall to be rebuilt
Client/Matter: -None-
Search Terms: harbour
| About LexisNexis | Privacy Policy | Terms & Conditions | Copyright © 2031 LexisNexis
Harbour wall to be rebuilt
The Halden Gazette
March 4, 2031 Tuesday
Late Edition - Final
Copyright 2031 Halden Newspapers Ltd All Rights Reserved
Section: Section A; Column 0; Local Desk; Pg. 4
Length: 52 words
Byline: By Ada Brook and Jon Reyes
Highlight: The stone comes by barge
Body
The Port Halden harbour wall will be rebuilt after the storm, the council said.
The fund pays for the stone.
Graphic
PHOTO: the wall
Classification
Language: ENGLISH
Publication-Type: Newspaper
Load-Date: March 5, 2031
End of Document
Storm breaks ferry record
Halden Evening Mail
1 March 2031
Copyright 2031 Halden Newspapers Ltd
Length: 10 words
Body
A storm stopped every ferry for nine days.
Load-Date: March 2, 2031
End of Document
"""

FACTIVA_SHOWN = """Local
Harbour wall to be rebuilt
By Ada Brook
1,023 words
4 March 2031
04:30
Halden Gazette
HALGAZ
1; National
16,17
English
(c) 2031 Halden Newspapers Ltd
The Port Halden harbour wall will be rebuilt after the storm, the council said.
IN the end the fund pays for the stone.
Halden Newspapers Limited
Document HALGAZ0020310304ef3400002
Storm breaks ferry record
512 words
1 March 2031
Reuters News
LBA
English
(c) 2031 Reuters Limited
A storm stopped every ferry for nine days, captains said.
Reuters Limited
Document LBA0000020310301ef310001x
Search Summary
Text: harbour
"""

FACTIVA_CODED = """SE   Local
HD   Harbour wall to be rebuilt
BY   By Ada Brook
WC   52 words
PD   4 March 2031
ET   04:30
SN   Halden Gazette
SC   HALGAZ
PG   4
LA   English
CY   (c) 2031 Halden Newspapers Ltd
LP
The Port Halden harbour wall will be rebuilt after the storm, the council said.

TD
IN the end the fund pays for the stone.

CO   hnews : Halden Newspapers Ltd
NS   gcat : Political/General News
PUB  Halden Newspapers Ltd
AN   Document HALGAZ0020310304ef3400002

HD   Storm breaks ferry record
WC   12 words
PD   1 March 2031
SN   Halden Evening Mail
SC   HEM
LA   English
LP
A storm stopped every ferry for nine days, captains said.
AN   Document HEM0000020310301ef310001x
"""

NEXIS_PAGE = """<HTML><HEAD><TITLE>&nbsp;</TITLE></HEAD><BODY><DIV CLASS="c5">Download Request: 1-1</DIV>
<A NAME="DOC_ID_1_0"></A><!-- Hide XML section from browser
<DOC NUMBER=1>
<DOCFULL> -->
<BR><DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c2">1 of 1 DOCUMENTS</SPAN></P></DIV>
<BR><DIV CLASS="c0"><BR><P CLASS="c1"><SPAN CLASS="c2">Haldener Bote</SPAN></P></DIV>
<BR><DIV CLASS="c3"><P CLASS="c1"><SPAN>4.</SPAN><SPAN> M&auml;rz 2031 Dienstag 9:50 PM GMT+1</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c7">Hafenmauer wird neu gebaut</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">AUTOR: </SPAN><SPAN CLASS="c2">Brook, Ada</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">RUBRIK: </SPAN><SPAN CLASS="c2">LOKALES; S. 4</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">L&Auml;NGE: </SPAN><SPAN>85 W&ouml;rter</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c9">Die Hafenmauer wird nach dem Sturm neu gebaut, sagte der Rat.</P>
<P CLASS="c9">Der Fonds bezahlt die Steine.</P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">UPDATE: </SPAN><SPAN>5. M&auml;rz 2031</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">SPRACHE: </SPAN><SPAN>GERMAN; DEUTSCH</SPAN></P></DIV>
<BR><DIV CLASS="c0"><P>Copyright 2031 Bote GmbH<BR>Alle Rechte vorbehalten</P></DIV></BODY></HTML>"""

FACTIVA_PAGE = """<!DOCTYPE html><html><head><title>Factiva</title></head><body><div>Factiva</div>
<div id="article-HALGAZ0020310304ef3400002" class="article"><div class="article enArticle"><p>
</p><div>Local</div>
<div id="hd"><span class="enHeadline">Harbour <b>wall</b> to be rebuilt </span>
</div><div class="author">Ada Brook </div><div>391 words</div><div>4 March 2031</div><div>Halden Gazette</div>
<div>HALGAZ</div><div>1; National</div><div>English</div><div>(c) 2031 Halden Newspapers Ltd </div><p></p>
<p class="articleParagraph">The wall will be rebuilt, the council said on Monday.</p>
<p>Halden Newspapers Limited</p><p>Document HALGAZ0020310304ef3400002</p></div></div><br>
<div id="article-HEM0000020310301ef310001x" class="article"><table><tr><td><b>SE</b></td><td>News</td></tr>
<tr><td><b>HD</b></td><td><span>Storm breaks ferry record</span></td></tr><tr><td>WC</td><td>12 words</td></tr>
<tr><td>PD</td><td>1 March 2031</td></tr><tr><td>SN</td><td>Halden Evening Mail</td></tr>
<tr><td>LP</td><td><p>A storm stopped every ferry.</p><p>IN the harbour it was quiet.</p></td></tr>
<tr><td>AN</td><td>Document HEM0000020310301ef310001x</td></tr></table></div></body></html>"""
