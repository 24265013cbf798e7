"""One invented piece of news in many languages, with the encodings that each was once saved in."""

TEXTS: dict[str, tuple[tuple[str, ...], str]] = {
    "en": (
        ("cp1252",),
        "The council of Halden voted on Tuesday to close the old ferry terminal, the café "
        "owner Zoë Müller said. “It’s a naïve decision,” she added – and a costly one, at £40 "
        "a day. Nobody asked the people who take the boat to work every morning. The mayor’s "
        "office said that the résumé of the meeting would be published on Friday.",
    ),
    "de": (
        (
            "cp1252",
            "mac_roman",
            "cp850",
        ),
        "Der Stadtrat von Halden hat am Dienstag beschlossen, den alten Fährhafen zu "
        "schließen. Die Anwohner halten die Verbindung für unverzichtbar und kündigten "
        "Widerspruch an. Künftig müssen Pendler über die Brücke fahren, was täglich vierzig "
        "Minuten länger dauert. „Das ist ein böser Scherz“, sagte Jörg Möller, der größte "
        "Händler am Kai.",
    ),
    "fr": (
        (
            "cp1252",
            "mac_roman",
            "cp850",
        ),
        "Le conseil municipal a décidé mardi de fermer l’ancien terminal des ferries, malgré "
        "les protestations. Les habitants jugent le service indispensable et préparent déjà "
        "un recours. « C’est une erreur très coûteuse », a déclaré Hélène François, qui tient "
        "une boulangerie près du quai. La mairie espère économiser où elle le peut cette "
        "année.",
    ),
    "es": (
        (
            "cp1252",
            "mac_roman",
            "cp850",
        ),
        "El ayuntamiento decidió el martes cerrar la antigua terminal de transbordadores. Los "
        "vecinos consideran que el servicio es esencial y mañana presentarán una queja. "
        "«¿Quién pensó en los niños que van al colegio en barco?», preguntó la señora Muñoz. "
        "Según el alcalde, el ahorro será de un millón de euros al año.",
    ),
    "pt": (
        (
            "cp1252",
            "mac_roman",
        ),
        "A câmara municipal decidiu na terça-feira fechar o antigo terminal das balsas. Os "
        "moradores consideram a ligação indispensável e já anunciaram que vão recorrer. “Não "
        "é uma solução”, disse João Gonçalves, que trabalha no cais há vinte anos. Segundo a "
        "prefeitura, as contas não fecham e não há outra opção.",
    ),
    "it": (
        (
            "cp1252",
            "mac_roman",
        ),
        "Il consiglio comunale ha deciso martedì di chiudere il vecchio terminal dei "
        "traghetti. Gli abitanti ritengono che il servizio sia necessario e già preparano un "
        "ricorso. «È una scelta che non ha più senso», ha detto Niccolò Bassi, che lavora sul "
        "molo perché lì è nato. La città spera di risparmiare metà della spesa, però nessuno "
        "ci crede.",
    ),
    "nl": (
        ("cp1252",),
        "De gemeenteraad besloot dinsdag de oude veerterminal te sluiten. Bewoners vinden de "
        "verbinding onmisbaar en zeggen één voor één dat zij bezwaar zullen maken. Volgens de "
        "wethouder zijn de financiële gevolgen beperkt en gaat de reünie van de schippers "
        "gewoon door.",
    ),
    "sv": (
        (
            "cp1252",
            "mac_roman",
            "cp850",
        ),
        "Kommunfullmäktige beslutade på tisdagen att stänga den gamla färjeterminalen. De "
        "boende anser att förbindelsen är nödvändig och tänker överklaga beslutet. – Det är "
        "inte klokt, säger Åsa Öberg som åker båt till arbetet varje morgon. Kommunen hoppas "
        "spara två miljoner kronor om året på åtgärden.",
    ),
    "da": (
        ("cp1252",),
        "Byrådet besluttede tirsdag at lukke den gamle færgeterminal. Beboerne mener, at "
        "forbindelsen er nødvendig, og vil klage over afgørelsen. »Det er helt forrykt,« "
        "siger Søren Ågård, der sejler på arbejde hver morgen. Kommunen håber at spare to "
        "millioner kroner om året.",
    ),
    "no": (
        ("cp1252",),
        "Kommunestyret vedtok tirsdag å stenge den gamle fergeterminalen. Beboerne mener at "
        "forbindelsen er nødvendig, og vil klage på vedtaket. – Det er helt uforståelig, sier "
        "Øystein Bråthen, som tar båten på jobb hver morgen. Kommunen håper å spare to "
        "millioner kroner i året.",
    ),
    "fi": (
        ("cp1252",),
        "Kaupunginvaltuusto päätti tiistaina sulkea vanhan lauttaterminaalin. Asukkaat "
        "pitävät yhteyttä välttämättömänä ja aikovat valittaa päätöksestä. ”Tämä on "
        "käsittämätöntä”, sanoo Päivi Hämäläinen, joka kulkee töihin laivalla joka aamu. "
        "Kaupunki arvioi säästävänsä kaksi miljoonaa euroa vuodessa.",
    ),
    "is": (
        ("cp1252",),
        "Bæjarstjórnin ákvað á þriðjudag að loka gömlu ferjuhöfninni. Íbúar telja að "
        "tengingin sé nauðsynleg og ætla að kæra ákvörðunina. „Þetta er alveg óskiljanlegt,“ "
        "segir Þórður Ýmisson, sem fer með bátnum í vinnuna á hverjum morgni. Bærinn vonast "
        "til að spara tvær milljónir króna á ári.",
    ),
    "pl": (
        (
            "cp1250",
            "iso8859-2",
            "cp852",
        ),
        "Rada miasta zdecydowała we wtorek o zamknięciu starego terminalu promowego. "
        "Mieszkańcy uważają, że połączenie jest niezbędne, i zapowiadają skargę. „To zupełnie "
        "niezrozumiałe” – powiedział Łukasz Wójcik, który co rano płynie promem do pracy. "
        "Urząd liczy na oszczędności rzędu dwóch milionów złotych rocznie.",
    ),
    "cs": (
        (
            "cp1250",
            "iso8859-2",
        ),
        "Zastupitelstvo města rozhodlo v úterý o uzavření starého přístaviště trajektů. "
        "Obyvatelé považují spojení za nezbytné a chystají stížnost. „Je to naprosto "
        "nepochopitelné,“ řekl Jiří Dvořák, který jezdí lodí do práce každé ráno. Radnice "
        "doufá, že ročně ušetří dva miliony korun.",
    ),
    "sk": (
        (
            "cp1250",
            "iso8859-2",
        ),
        "Mestské zastupiteľstvo v utorok rozhodlo o zatvorení starého prístavu trajektov. "
        "Obyvatelia považujú spojenie za nevyhnutné a chystajú sťažnosť. „Je to úplne "
        "nepochopiteľné,“ povedal Ľubomír Kováč, ktorý každé ráno cestuje loďou do práce. "
        "Radnica dúfa, že ročne ušetrí dva milióny.",
    ),
    "hu": (
        (
            "cp1250",
            "iso8859-2",
        ),
        "A városi közgyűlés kedden úgy döntött, hogy bezárja a régi kompkikötőt. A lakók "
        "szerint az összeköttetés nélkülözhetetlen, és fellebbezni fognak. „Ez teljességgel "
        "érthetetlen” – mondta Győző Kőszegi, aki minden reggel hajóval jár dolgozni. A "
        "hivatal évente kétmillió forint megtakarítást remél ettől a lépéstől.",
    ),
    "hr": (
        (
            "cp1250",
            "iso8859-2",
        ),
        "Gradsko vijeće odlučilo je u utorak zatvoriti stari trajektni terminal. Stanovnici "
        "smatraju da je veza nužna i najavljuju žalbu. „To je potpuno neshvatljivo”, rekao je "
        "Željko Šarić, koji svako jutro brodom ide na posao. Grad očekuje da će godišnje "
        "uštedjeti dva milijuna.",
    ),
    "ro": (
        (
            "cp1250",
            "iso8859-2",
        ),
        "Consiliul local a hotărât marţi să închidă vechiul terminal al feribotului. "
        "Locuitorii consideră că legătura este necesară şi vor depune o plângere. „Este de "
        "neînţeles”, a spus Ştefan Ionescu, care merge la muncă cu vaporul în fiecare "
        "dimineaţă. Primăria speră să economisească două milioane pe an.",
    ),
    "tr": (
        (
            "cp1254",
            "iso8859-9",
        ),
        "Belediye meclisi salı günü eski feribot iskelesini kapatma kararı aldı. Mahalle "
        "sakinleri bağlantının vazgeçilmez olduğunu söylüyor ve itiraz etmeye hazırlanıyor. "
        "“Bu hiç anlaşılır gibi değil” diyen Işıl Güneş, her sabah işe vapurla gidiyor. "
        "Belediye yılda iki milyon lira tasarruf etmeyi umuyor.",
    ),
    "lt": (
        ("cp1257",),
        "Miesto taryba antradienį nusprendė uždaryti seną keltų terminalą. Gyventojai mano, "
        "kad susisiekimas yra būtinas, ir ketina skųsti sprendimą. „Tai visiškai "
        "nesuprantama“, – sakė Žydrūnas Šimkus, kuris kiekvieną rytą į darbą plaukia laivu. "
        "Savivaldybė tikisi per metus sutaupyti du milijonus.",
    ),
    "lv": (
        ("cp1257",),
        "Pilsētas dome otrdien nolēma slēgt veco prāmju termināli. Iedzīvotāji uzskata, ka "
        "satiksme ir nepieciešama, un gatavojas iesniegt sūdzību. “Tas ir pilnīgi "
        "nesaprotami,” sacīja Jānis Bērziņš, kurš katru rītu ar kuģi brauc uz darbu. "
        "Pašvaldība cer gadā ietaupīt divus miljonus.",
    ),
    "et": (
        (
            "cp1257",
            "cp1252",
        ),
        "Linnavolikogu otsustas teisipäeval sulgeda vana praamiterminali. Elanikud peavad "
        "ühendust hädavajalikuks ja kavatsevad otsuse vaidlustada. „See on täiesti "
        "arusaamatu,“ ütles Jüri Põld, kes sõidab igal hommikul laevaga tööle. Linn loodab "
        "aastas säästa kaks miljonit.",
    ),
    "ru": (
        (
            "cp1251",
            "koi8-r",
            "iso8859-5",
            "cp866",
            "mac_cyrillic",
        ),
        "Городской совет во вторник решил закрыть старый паромный терминал. Жители считают, "
        "что сообщение необходимо, и собираются подать жалобу. «Это совершенно непонятно», — "
        "сказал Юрий Щукин, который каждое утро ездит на работу на пароме. Мэрия надеется "
        "сэкономить два миллиона рублей в год.",
    ),
    "uk": (
        (
            "cp1251",
            "koi8-u",
        ),
        "Міська рада у вівторок вирішила закрити старий поромний термінал. Мешканці вважають, "
        "що сполучення необхідне, і збираються подати скаргу. «Це абсолютно незрозуміло», — "
        "сказав Юрій Їжакевич, який щоранку їздить на роботу поромом. Мерія сподівається "
        "заощадити два мільйони гривень на рік.",
    ),
    "bg": (
        ("cp1251",),
        "Градският съвет реши във вторник да затвори стария фериботен терминал. Жителите "
        "смятат, че връзката е необходима, и се готвят да подадат жалба. „Това е напълно "
        "неразбираемо“, каза Юлиян Щерев, който всяка сутрин пътува с кораба до работа. "
        "Общината се надява да спести два милиона лева годишно.",
    ),
    "sr": (
        ("cp1251",),
        "Градско веће је у уторак одлучило да затвори стари трајектни терминал. Становници "
        "сматрају да је веза неопходна и најављују жалбу. „То је потпуно несхватљиво“, рекао "
        "је Ђорђе Љубичић, који сваког јутра бродом иде на посао. Град се нада да ће годишње "
        "уштедети два милиона динара.",
    ),
    "el": (
        (
            "cp1253",
            "iso8859-7",
        ),
        "Το δημοτικό συμβούλιο αποφάσισε την Τρίτη να κλείσει τον παλιό σταθμό των πλοίων. Οι "
        "κάτοικοι θεωρούν τη γραμμή απαραίτητη και θα προσφύγουν κατά της απόφασης. «Είναι "
        "εντελώς ακατανόητο», είπε ο Άγγελος Ψαρράς, που πηγαίνει κάθε πρωί στη δουλειά με το "
        "πλοίο. Ο δήμος ελπίζει να εξοικονομήσει δύο εκατομμύρια ευρώ τον χρόνο.",
    ),
    "he": (
        (
            "cp1255",
            "iso8859-8",
        ),
        "מועצת העיר החליטה ביום שלישי לסגור את מסוף המעבורות הישן. התושבים סבורים שהקו חיוני "
        'ומתכוונים לערער על ההחלטה. "זה בלתי מובן לחלוטין", אמר יורם צדוק, שנוסע לעבודה '
        "בספינה בכל בוקר. העירייה מקווה לחסוך שני מיליון שקלים בשנה.",
    ),
    "ar": (
        (
            "cp1256",
            "iso8859-6",
        ),
        "قرر المجلس البلدي يوم الثلاثاء إغلاق محطة العبارات القديمة. ويرى السكان أن الخط "
        "ضروري ويعتزمون تقديم شكوى. وقال أحمد علي الذي يذهب إلى عمله بالقارب كل صباح إن هذا "
        "أمر غير مفهوم على الإطلاق. وتأمل البلدية في توفير مليونين في السنة.",
    ),
    "th": (
        ("cp874",),
        "สภาเมืองมีมติเมื่อวันอังคารให้ปิดท่าเรือเฟอร์รี่เก่า "
        "ชาวบ้านเห็นว่าเส้นทางนี้จำเป็นและจะยื่นอุทธรณ์ "
        "นายสมชายซึ่งนั่งเรือไปทำงานทุกเช้ากล่าวว่าเรื่องนี้เข้าใจไม่ได้เลย "
        "เทศบาลหวังว่าจะประหยัดได้ปีละสองล้านบาท",
    ),
    "zh-cn": (
        ("gb18030",),
        "市议会星期二决定关闭旧的渡轮码头。居民认为这条航线必不可少，准备提出申诉。每天早上乘船上"
        "班的李明说：“这完全无法理解。”市政府希望每年节省两百万元。",
    ),
    "zh-tw": (
        ("big5",),
        "市議會星期二決定關閉舊的渡輪碼頭。居民認為這條航線必不可少，準備提出申訴。每天早上乘船上"
        "班的李明說：「這完全無法理解。」市政府希望每年節省兩百萬元。",
    ),
    "ja": (
        (
            "cp932",
            "euc-jp",
        ),
        "市議会は火曜日、古いフェリーターミナルを閉鎖することを決定した。住民はこの航路が不可欠だ"
        "として、抗議する構えだ。毎朝船で通勤する山田太郎さんは「まったく理解できない」と話した。"
        "市は年間二百万円の節約を見込んでいる。",
    ),
    "ko": (
        ("euc-kr",),
        "시의회는 화요일에 오래된 여객선 터미널을 닫기로 결정했다. 주민들은 이 항로가 "
        "꼭 필요하다며 이의를 제기하겠다고 밝혔다. 매일 아침 배로 출근하는 김철수 씨는 "
        "“도저히 이해할 수 없다”고 말했다. 시는 해마다 이백만 원을 아낄 것으로 "
        "기대한다.",
    ),
    "en names": (
        (
            "cp1252",
            "cp850",
        ),
        "The café was closed by the owner. José García said that it was late, and Björk sang "
        "for the people at the quay.",
    ),
}
