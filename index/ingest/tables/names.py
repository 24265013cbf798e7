"""Names: what the columns of tables of news are called, in newsrooms, datasets, databases and many languages.

The English ones are those of the datasets that are passed around (news-please and CC-News,
All the News, NewsAPI, GDELT, HuffPost, RealNews, the Guardian's and the New York Times'
interfaces, ProQuest's exports), of newsrooms' own slang, and their obvious kin; the others are what a person
calls a column by hand. When a page was crawled, or seen by somebody ("seendate",
"date_download", C4's "timestamp"), is not when it was published, so such columns are not here.

A name with `~` behind it is less sure. One with `?` means something else in another language, as "data" and
"rubrik" do, and is believed only where the columns beside it are called in its own. "body" are
names that only a whole text has, "perhaps body" those that others have too.
"""

import re
import unicodedata
from collections.abc import Collection
from functools import cache, lru_cache
from typing import NamedTuple

_NAMES: dict[str, dict[str, str]] = {
    "en": {
        "title": """headline newstitle articletitle headlinetext headline.main title titlearticle webtitle
            fields.headline titlerss titlepage~ headlines~ hed newsheadline articleheadline storyheadline storytitle
            posttitle documenttitle""",
        "body": """maintext articlebody articletext articlecontent bodytext bodycontent fulltext fulltextcontent
            newstext newscontent storytext storybody textcontent contenttext plaintext cleantext cleanedtext
            fields.bodytext fullarticle fullarticletext articlefulltext fullstory newsbody posttext postcontent
            bodycopy""",
        "perhaps body": """text body content contents article story document news fulldescription
            longdescription""",
        "standfirst": """standfirst subtitle subheadline subheading dek deck lede lead leadparagraph
            fields.standfirst fields.trailtext trailtext abstract summary shortdescription description
            articledescription excerpt teaser snippet highlights synopsis intro subhed subhead articlesummary
            newssummary""",
        "section": """section sectionname articlesection category newscategory newsdesk categories categoryname
            rubric desk newssection sectiontitle""",
        "outlet": """source.name source.title outlet outletname publication publicationname newspaper
            newspapername newspapertitle sourcename publicationtitle pubtitle pubname sourcetitle newsoutlet
            mediaoutlet newssource mediasource publisher publisher.name publishername sitename website medianame
            media~ journal journalname journaltitle periodical magazine channel~ provider~ source~ site~""",
        "domain": "sourcedomain domain outletdomain domainname host hostname source.domain source.uri mediaurl",
        "url": """url canonicalurl articleurl articlelink weburl link newsurl sourceurl pageurl newslink
            permalink href uri~ documenturl storyurl storylink posturl webaddress originalurl""",
        "published": """datepublished publishedat publishedon dateofpublication publishdate datepublish pubdate
            published publicationdate publisheddate publishedtime publishtime publicationtime firstpublished
            firstpublicationdate fields.firstpublicationdate webpublicationdate dateissued issuedate
            publisheddatetime publishdatetime publicationdatetime publishat pubtime articledate newsdate postedat
            posted postdate storydate rundate datetime~ date~""",
        "modified": """datemodified datemodify modified updatedat updated lastmodified modifieddate dateupdated
            updatedate lastupdated fields.lastmodified""",
        "language": "language lang languagecode inlanguage langcode articlelanguage",
        "place": "dateline place fields.dateline datelineplace",
        "agency": "agency newsagency wire wireservice newswire",
        "authors": """authors author byline byline.original fields.byline writers writer journalist journalists
            creator creators reporter reporters bylines bylinetext authorname authornames articleauthor
            articleauthors storyauthor postauthor correspondent""",
        "year": "year",
        "month": "month",
        "day": "day",
    },
    "de": {
        "title": "überschrift ueberschrift titel schlagzeile artikeltitel artikelüberschrift hauptüberschrift",
        "body": "volltext artikeltext artikelinhalt fließtext haupttext meldungstext",
        "perhaps body": "text inhalt artikel beitrag meldung nachricht",
        "standfirst": """vorspann untertitel unterzeile anriss teasertext zusammenfassung kurzfassung
            kurzbeschreibung beschreibung""",
        "section": "ressort rubrik? sparte kategorie",
        "outlet": """zeitung zeitungsname publikation zeitschrift medienname medientitel medium? sender? quelle~
            quellenname~""",
        "url": "artikel_url artikellink webadresse internetadresse weblink",
        "published": """erscheinungsdatum veröffentlichungsdatum veroeffentlichungsdatum publikationsdatum
            veröffentlicht veröffentlicht_am veroeffentlicht erschienen erschienen_am publiziert publiziert_am
            erscheinungstag datum~""",
        "modified": """geändert geändert_am zuletzt_geändert aktualisiert aktualisiert_am zuletzt_aktualisiert
            änderungsdatum aktualisierungsdatum""",
        "language": "sprache",
        "place": "ortsmarke",
        "agency": "agentur nachrichtenagentur",
        "authors": "autor autoren autorin autorinnen verfasser verfasserin journalist journalistin autorenzeile",
        "year": "jahr",
        "month": "monat",
        "day": "tag?",
    },
    "fr": {
        "title": "titre titre_article titre_de_l_article gros_titre",
        "body": """texte_intégral texte_complet texte_article texte_de_l_article corps_de_l_article
            corps_du_texte contenu_de_l_article""",
        "perhaps body": "texte corps contenu",
        "standfirst": "chapô chapo chapeau? sous_titre résumé accroche extrait",
        "section": "rubrique rubriques catégorie catégories",
        "outlet": """nom_du_journal titre_du_journal titre_de_presse titre_de_publication
            titre_de_la_publication nom_du_média quotidien périodique nom_de_la_source~ média~ médias~""",
        "url": "lien lien_url lien_article lien_de_l_article adresse_url adresse_web url_de_l_article",
        "published": """date_de_publication date_publication date_de_parution date_parution publié publié_le paru
            paru_le parution date_de_l_article date_article""",
        "modified": """date_de_modification date_modification modifié modifié_le mis_à_jour mise_à_jour
            date_de_mise_à_jour dernière_modification""",
        "language": "langue",
        "agency": "agence agence_de_presse",
        "authors": "auteur auteurs auteure auteures autrice autrices journaliste journalistes",
        "year": "année",
        "month": "mois",
        "day": "jour",
    },
    "es": {
        "title": "titular título título_del_artículo título_de_la_noticia título_noticia",
        "body": """texto_completo texto_íntegro texto_de_la_noticia texto_noticia cuerpo_de_la_noticia
            cuerpo_del_texto cuerpo_noticia""",
        "perhaps body": "texto cuerpo contenido artículo noticia",
        "standfirst": "entradilla bajada copete subtítulo resumen sumario descripción extracto",
        "section": "sección secciones categoría categorías",
        "outlet": """periódico diario medio medio_de_comunicación nombre_del_medio nombre_del_periódico revista
            publicación? fuente~""",
        "url": "enlace enlace_noticia url_noticia dirección_url vínculo",
        "published": """fecha_de_publicación fecha_publicación publicado publicado_el fecha_de_la_noticia
            fecha_noticia fecha_del_artículo fecha~""",
        "modified": """fecha_de_modificación fecha_modificación modificado fecha_de_actualización
            fecha_actualización actualizado última_actualización""",
        "language": "idioma",
        "agency": "agencia agencia_de_noticias",
        "authors": "autor autores autora autoras autoría periodista periodistas",
        "year": "año",
        "month": "mes",
        "day": "día",
    },
    "pt": {
        "title": "manchete título título_da_notícia título_da_matéria título_do_artigo",
        "body": "texto_completo texto_integral texto_da_notícia texto_da_matéria corpo_da_notícia corpo_do_texto",
        "perhaps body": "texto corpo conteúdo artigo notícia",
        "standfirst": "linha_fina lide subtítulo resumo descrição",
        "section": "editoria caderno seção secção categoria categorias",
        "outlet": "jornal veículo veículo_de_comunicação nome_do_jornal mídia~ revista publicação? fonte~",
        "url": "url_da_notícia link_da_notícia endereço_url",
        "published": """data_de_publicação data_publicação data_da_publicação publicado publicado_em
            data_da_notícia data?""",
        "modified": """data_de_modificação modificado modificado_em atualizado atualizado_em data_de_atualização
            última_atualização""",
        "language": "idioma língua",
        "agency": "agência agência_de_notícias",
        "authors": "autor autores autora autoria jornalista jornalistas repórter",
        "year": "ano",
        "month": "mês",
        "day": "dia",
    },
    "it": {
        "title": "titolo titolo_articolo titolo_dell_articolo",
        "body": "testo_completo testo_integrale testo_articolo testo_dell_articolo corpo_del_testo corpo_articolo",
        "perhaps body": "testo corpo contenuto articolo notizia",
        "standfirst": "catenaccio sottotitolo sommario riassunto descrizione",
        "section": "sezione categoria",
        "outlet": "testata giornale quotidiano nome_testata nome_della_testata rivista fonte~",
        "url": "url_articolo link_articolo collegamento",
        "published": """data_di_pubblicazione data_pubblicazione pubblicato pubblicato_il data_articolo
            data_dell_articolo data?""",
        "modified": "data_di_modifica data_modifica modificato aggiornato aggiornato_il ultimo_aggiornamento",
        "language": "lingua",
        "agency": "agenzia agenzia_di_stampa",
        "authors": "autore autori autrice giornalista giornalisti",
        "year": "anno",
        "month": "mese",
        "day": "giorno",
    },
    "nl": {
        "title": "kop titel koptekst artikeltitel",
        "body": "volledige_tekst artikeltekst",
        "perhaps body": "tekst inhoud artikel bericht",
        "standfirst": "inleiding ondertitel onderkop subkop samenvatting",
        "section": "katern rubriek sectie categorie",
        "outlet": "krant dagblad tijdschrift publicatie? medium? bron~",
        "url": "artikel_url",
        "published": """publicatiedatum datum_publicatie verschijningsdatum gepubliceerd gepubliceerd_op
            plaatsingsdatum datum~""",
        "modified": "gewijzigd gewijzigd_op bijgewerkt bijgewerkt_op laatst_bijgewerkt wijzigingsdatum",
        "language": "taal",
        "agency": "persbureau",
        "authors": "auteur auteurs journalist journaliste",
        "year": "jaar",
        "month": "maand",
        "day": "dag",
    },
    "sv": {
        "title": "artikelrubrik huvudrubrik titel rubrik?",
        "body": "brödtext artikeltext",
        "perhaps body": "text innehåll artikel",
        "standfirst": "ingress underrubrik sammanfattning",
        "section": "avdelning sektion kategori",
        "outlet": "tidning publikation medium? källa~",
        "url": "länk webbadress",
        "published": "publiceringsdatum publicerad publicerat utgivningsdatum datum~",
        "modified": "uppdaterad ändrad senast_uppdaterad",
        "language": "språk",
        "agency": "nyhetsbyrå",
        "authors": "författare skribent journalist",
        "year": "år?",
        "month": "månad",
        "day": "dag",
    },
    "da": {
        "title": "overskrift titel rubrik?",
        "body": "brødtekst artikeltekst",
        "perhaps body": "tekst indhold artikel",
        "standfirst": "manchet underrubrik resumé",
        "section": "sektion kategori",
        "outlet": "avis? medie? kilde~",
        "published": "udgivelsesdato publiceringsdato offentliggjort udgivet dato~",
        "modified": "opdateret",
        "language": "sprog",
        "authors": "forfatter forfattere journalist skribent",
        "year": "år?",
        "month": "måned",
        "day": "dag",
    },
    "no": {
        "title": "overskrift tittel",
        "body": "brødtekst artikkeltekst",
        "perhaps body": "tekst innhold artikkel",
        "standfirst": "ingress undertittel sammendrag",
        "section": "seksjon kategori",
        "outlet": "avis? medium? kilde~",
        "url": "lenke",
        "published": "publiseringsdato publisert utgivelsesdato dato~",
        "modified": "oppdatert",
        "language": "språk",
        "authors": "forfatter forfattere journalist skribent",
        "year": "år?",
        "month": "måned",
        "day": "dag",
    },
    "fi": {
        "title": "otsikko",
        "body": "leipäteksti kokoteksti artikkeliteksti",
        "perhaps body": "teksti sisältö artikkeli juttu",
        "standfirst": "ingressi alaotsikko tiivistelmä",
        "section": "osasto kategoria",
        "outlet": "sanomalehti lehti julkaisu lähde~",
        "url": "linkki verkko_osoite",
        "published": "julkaisupäivä julkaisupäivämäärä julkaistu julkaisuaika päivämäärä~ pvm~",
        "modified": "päivitetty muokattu",
        "language": "kieli",
        "authors": "kirjoittaja kirjoittajat toimittaja toimittajat",
        "year": "vuosi",
        "month": "kuukausi",
        "day": "päivä",
    },
    "pl": {
        "title": "tytuł tytuł_artykułu nagłówek",
        "body": "pełny_tekst treść_artykułu tekst_artykułu",
        "perhaps body": "tekst treść artykuł",
        "standfirst": "zajawka podtytuł streszczenie opis",
        "section": "dział rubryka kategoria sekcja",
        "outlet": "gazeta nazwa_gazety tytuł_prasowy czasopismo źródło~",
        "url": "odnośnik adres_url",
        "published": "data_publikacji data_wydania opublikowano data?",
        "modified": "data_modyfikacji data_aktualizacji zaktualizowano",
        "language": "język",
        "agency": "agencja agencja_prasowa",
        "authors": "autor autorzy autorka dziennikarz dziennikarze",
        "year": "rok",
        "month": "miesiąc",
        "day": "dzień",
    },
    "cs": {
        "title": "titulek nadpis název titulok názov",
        "body": "plný_text text_článku plné_znění",
        "perhaps body": "text obsah článek článok",
        "standfirst": "perex podtitulek podtitulok anotace",
        "section": "rubrika sekce sekcia kategorie kategória",
        "outlet": "noviny název_zdroje medium? zdroj~",
        "url": "odkaz",
        "published": "datum_vydání datum_publikace vydáno publikováno dátum_vydania datum~",
        "modified": "aktualizováno",
        "language": "jazyk",
        "agency": "agentura",
        "authors": "autor autoři autori autorka",
        "year": "rok",
        "month": "měsíc mesiac",
        "day": "den? deň?",
    },
    "hr": {
        "title": "naslov",
        "perhaps body": "tekst sadržaj članak",
        "standfirst": "podnaslov sažetak",
        "section": "rubrika kategorija",
        "outlet": "novine medij izvor~",
        "url": "poveznica",
        "published": "datum_objave objavljeno datum~",
        "language": "jezik",
        "authors": "autor autori novinar",
        "year": "godina",
    },
    "hu": {
        "title": "főcím cikk_címe cím",
        "body": "teljes_szöveg törzsszöveg",
        "perhaps body": "szöveg tartalom cikk",
        "standfirst": "alcím bevezető összefoglaló",
        "section": "rovat kategória",
        "outlet": "újság forrás~",
        "url": "hivatkozás",
        "published": "megjelenés megjelenés_dátuma közzététel dátum~",
        "language": "nyelv",
        "authors": "szerző szerzők újságíró",
        "year": "év",
        "month": "hónap",
    },
    "ro": {
        "title": "titlu titlul",
        "perhaps body": "text textul conținut articol",
        "standfirst": "subtitlu rezumat",
        "section": "secțiune categorie",
        "outlet": "ziar ziarul publicație sursă~ sursa~",
        "published": "data_publicării data_publicarii data?",
        "language": "limba",
        "authors": "autor autori autorul jurnalist",
    },
    "el": {
        "title": "τίτλος",
        "body": "πλήρες_κείμενο",
        "perhaps body": "κείμενο περιεχόμενο άρθρο",
        "standfirst": "υπότιτλος περίληψη",
        "section": "κατηγορία ενότητα στήλη",
        "outlet": "εφημερίδα μέσο πηγή~",
        "url": "σύνδεσμος",
        "published": "ημερομηνία_δημοσίευσης ημερομηνία~",
        "language": "γλώσσα",
        "authors": "συντάκτης συγγραφέας δημοσιογράφος",
    },
    "ru": {
        "title": "заголовок заголовок_статьи название",
        "body": "полный_текст текст_статьи текст_новости",
        "perhaps body": "текст содержание статья новость",
        "standfirst": "подзаголовок лид анонс аннотация описание",
        "section": "рубрика раздел категория",
        "outlet": "издание газета журнал сми название_издания источник~",
        "url": "ссылка",
        "published": "дата_публикации дата_выхода опубликовано дата~",
        "modified": "дата_обновления обновлено дата_изменения изменено",
        "language": "язык",
        "agency": "агентство информагентство",
        "authors": "автор авторы журналист корреспондент",
        "year": "год",
        "month": "месяц",
        "day": "день",
    },
    "uk": {
        "title": "заголовок назва",
        "body": "повний_текст текст_статті",
        "perhaps body": "текст зміст стаття новина",
        "standfirst": "підзаголовок лід анотація опис",
        "section": "рубрика розділ категорія",
        "outlet": "видання газета змі джерело~",
        "url": "посилання",
        "published": "дата_публікації опубліковано дата~",
        "modified": "оновлено",
        "language": "мова",
        "agency": "агентство",
        "authors": "автор автори журналіст",
        "year": "рік",
        "month": "місяць",
        "day": "день",
    },
    "bg": {
        "title": "заглавие",
        "perhaps body": "текст съдържание статия",
        "standfirst": "подзаглавие резюме",
        "section": "рубрика категория",
        "outlet": "вестник медия източник~",
        "published": "дата_на_публикуване публикувано дата~",
        "language": "език",
        "authors": "автор автори журналист",
    },
    "tr": {
        "title": "başlık haber_başlığı manşet",
        "body": "haber_metni tam_metin",
        "perhaps body": "metin içerik haber makale",
        "standfirst": "alt_başlık özet",
        "section": "bölüm kategori",
        "outlet": "gazete gazete_adı yayın_adı kaynak~",
        "url": "bağlantı",
        "published": "yayın_tarihi yayınlanma_tarihi yayımlanma_tarihi haber_tarihi tarih~",
        "modified": "güncelleme_tarihi güncellenme_tarihi",
        "language": "dil",
        "agency": "ajans haber_ajansı",
        "authors": "yazar yazarlar muhabir",
        "year": "yıl",
        "day": "gün",
    },
    "id": {
        "title": "judul judul_berita",
        "body": "isi_berita",
        "perhaps body": "isi teks konten berita",
        "standfirst": "ringkasan subjudul",
        "section": "kategori rubrik?",
        "outlet": "surat_kabar koran nama_media sumber~",
        "url": "tautan",
        "published": "tanggal_terbit tanggal_publikasi tanggal_berita tanggal~",
        "language": "bahasa",
        "authors": "penulis wartawan jurnalis",
        "year": "tahun",
        "month": "bulan",
    },
    "vi": {
        "title": "tiêu_đề",
        "perhaps body": "nội_dung bài_viết",
        "standfirst": "tóm_tắt",
        "section": "chuyên_mục",
        "outlet": "tên_báo nguồn~",
        "url": "liên_kết đường_dẫn",
        "published": "ngày_đăng ngày_xuất_bản",
        "language": "ngôn_ngữ",
        "authors": "tác_giả",
    },
    "ja": {
        "title": "見出し タイトル 記事タイトル 題名 表題",
        "body": "本文 記事本文 全文 記事全文",
        "perhaps body": "テキスト 記事 内容",
        "standfirst": "リード リード文 要約 概要 副題 サブタイトル",
        "section": "カテゴリ カテゴリー ジャンル",
        "outlet": "媒体 媒体名 新聞 新聞社 新聞名 紙名 掲載紙 掲載媒体 メディア~ 出典~ ソース~ 情報源~",
        "url": "リンク",
        "published": "掲載日 掲載日時 発行日 公開日 公開日時 配信日 配信日時 発行年月日 掲載年月日 日付~ 年月日~ 日時~",
        "modified": "更新日 更新日時 最終更新日",
        "language": "言語",
        "agency": "通信社",
        "authors": "著者 著者名 記者 記者名 筆者 執筆者",
        "year": "年",
        "month": "月",
        "day": "日",
    },
    "zh": {
        "title": "标题 標題 题目 題目 新闻标题 新聞標題 文章标题 文章標題",
        "body": "正文 全文 正文内容 文章内容 文章內容 新闻内容 新聞內容 新闻正文",
        "perhaps body": "内容 內容 文本 文章",
        "standfirst": "导语 導語 摘要 副标题 副標題 简介 簡介",
        "section": "栏目 欄目 版面 分类 分類 类别 類別",
        "outlet": "媒体 媒體 媒体名称 报纸 報紙 报刊 刊名 新闻来源 文章来源 来源~ 來源~",
        "url": "链接 鏈接 連結 原文链接 网址 網址",
        "published": """发布日期 發布日期 發佈日期 发布时间 發布時間 發佈時間 发表日期 發表日期 发表时间 出版日期
            刊登日期 发稿时间 日期~""",
        "modified": "更新日期 更新时间 更新時間 修改时间",
        "language": "语言 語言",
        "agency": "通讯社 通訊社",
        "authors": "作者 记者 記者",
        "year": "年 年份",
        "month": "月 月份",
        "day": "日",
    },
    "ko": {
        "title": "제목 기사제목 표제 헤드라인",
        "body": "본문 기사본문 기사내용",
        "perhaps body": "내용 기사 전문",
        "standfirst": "부제 부제목 요약",
        "section": "분류 섹션 카테고리 지면",
        "outlet": "언론사 언론사명 신문 신문사 신문명 매체 매체명 출처~",
        "url": "링크 기사링크",
        "published": "게재일 게재일자 발행일 발행일자 보도일 게시일 작성일 등록일 날짜~ 일자~",
        "modified": "수정일 수정일시",
        "language": "언어",
        "agency": "통신사",
        "authors": "기자 기자명 저자 작성자 글쓴이 필자",
        "year": "연도 년",
        "month": "월",
        "day": "일",
    },
    "ar": {
        "title": "العنوان عنوان عنوان_المقال عنوان_الخبر",
        "body": "النص_الكامل نص_المقال نص_الخبر",
        "perhaps body": "النص نص المحتوى المقال الخبر",
        "standfirst": "الملخص ملخص العنوان_الفرعي",
        "section": "القسم التصنيف الفئة",
        "outlet": "الصحيفة صحيفة الجريدة جريدة المجلة المصدر~ مصدر~",
        "url": "الرابط رابط",
        "published": "تاريخ_النشر التاريخ~ تاريخ~",
        "modified": "تاريخ_التحديث",
        "language": "اللغة لغة",
        "agency": "الوكالة وكالة_الأنباء",
        "authors": "الكاتب كاتب المؤلف الصحفي المراسل",
        "year": "السنة",
        "month": "الشهر",
        "day": "اليوم",
    },
    "fa": {
        "title": "عنوان تیتر",
        "perhaps body": "متن",
        "standfirst": "خلاصه",
        "outlet": "روزنامه منبع~",
        "url": "پیوند لینک",
        "published": "تاریخ_انتشار تاریخ~",
        "language": "زبان",
        "authors": "نویسنده خبرنگار",
    },
    "he": {
        "title": "כותרת",
        "perhaps body": "טקסט תוכן",
        "standfirst": "כותרת_משנה תקציר",
        "section": "מדור",
        "outlet": "עיתון מקור~",
        "url": "קישור",
        "published": "תאריך_פרסום תאריך~",
        "language": "שפה",
        "authors": "כותב מחבר",
    },
    "hi": {
        "title": "शीर्षक",
        "perhaps body": "पाठ सामग्री",
        "standfirst": "सारांश",
        "section": "श्रेणी",
        "outlet": "अखबार समाचार_पत्र स्रोत~",
        "url": "लिंक",
        "published": "प्रकाशन_तिथि दिनांक~ तारीख~",
        "language": "भाषा",
        "authors": "लेखक",
    },
}

_AROUND_LIST = """
article articles story item post doc document record entry news data meta metadata fields attributes properties node page
result content
"""
_AROUND = frozenset(_AROUND_LIST.split())
"""Keys that hold an article, or what is said of it."""
_WITHIN = frozenset(("rendered", "value", "text", "plain", "main", "#text"))
"""Keys under the name of a field that hold what it says."""
_CALLED = frozenset(("name", "displayname", "fullname"))
_WITH_NAMES = frozenset(("authors", "outlet", "section", "agency", "place", "language"))
_NESTED = 1_000
"""Ranks behind what stands at the top of a record."""
_REPEATED = re.compile(r"\(\d+\)$")
_FULL_STOP = re.compile(r"\.(?!\w)")
"""As behind an abbreviation, not between the keys of a nested name."""
_KEPT_MARKS = frozenset(".#%@&")
"""A column "Article #" is not one of articles."""
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "đ": "d"})
"""Letters that Unicode does not take apart."""


class Meaning(NamedTuple):
    """What a column holds, as far as its name says."""

    field: str
    """Of an article; also "perhaps body", "domain", "year", "month" and "day"."""
    rank: int
    """Among the names of this field, the most telling first."""
    is_sure: bool

    @property
    def is_nested(self) -> bool:
        """Whether it stands under another key."""
        return self.rank >= _NESTED


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """The name without case, accents, spaces and punctuation: what one column may be called twice."""
    plain = _FULL_STOP.sub("", name.casefold().translate(_PLAIN))
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join([letter for letter in decomposed if letter.isalnum() or letter in _KEPT_MARKS]) or name


def meaning_of(name: str) -> Meaning | None:
    """What a column of this name holds, whatever stands beside it; None where that is not known."""
    return _meaning_of(_stem(name))


def meanings_of(names: Collection[str]) -> dict[str, Meaning]:
    """What those of a table's columns hold that are known, in order."""
    stems = {name: _stem(name) for name in names}
    languages: dict[str, int] = {}
    for stem in stems.values():
        for language in _vocabulary().spoken.get(stem, ()):
            languages[language] = languages.get(language, 0) + 1
    found = {name: _meaning_of(stem) or _meaning_beside(stem, languages) for name, stem in stems.items()}
    return {name: meaning for name, meaning in found.items() if meaning}


def _stem(name: str) -> str:
    return key_of(_REPEATED.sub("", name))


def _meaning_of(stem: str) -> Meaning | None:
    known = _vocabulary().meanings
    if (meaning := known.get(stem)) or "." not in stem:
        return meaning
    parts = stem.split(".")
    while parts:
        if meaning := known.get(".".join(parts)) or _meaning_around(".".join(parts[:-1]), parts[-1]):
            return meaning._replace(rank=meaning.rank + _NESTED)
        if parts[0] not in _AROUND:
            break
        parts = parts[1:]
    return None


def _meaning_around(outer: str, last: str) -> Meaning | None:
    """What the last key of a nested name is the value of, as that of "author.name" is of "author"."""
    meaning = _vocabulary().meanings.get(outer)
    is_value = meaning and (last in _WITHIN or (last in _CALLED and meaning.field in _WITH_NAMES))
    return meaning if is_value else None


def _meaning_beside(stem: str, languages: dict[str, int]) -> Meaning | None:
    """What a name of several meanings has among columns in some languages; None where these do not agree."""
    meanings = _vocabulary().ambiguous.get(stem, {})
    most = max((languages.get(language, 0) for language in meanings), default=0)
    found = {meaning for language, meaning in meanings.items() if most and languages.get(language) == most}
    return min(found) if len({meaning.field for meaning in found}) == 1 else None


class _Vocabulary(NamedTuple):
    meanings: dict[str, Meaning]
    ambiguous: dict[str, dict[str, Meaning]]
    """By key and language."""
    spoken: dict[str, set[str]]
    """The languages in which a key means what it says, of those that are no English."""


@cache
def _vocabulary() -> _Vocabulary:
    """All names by their keys; made when the first table is met, for it takes some milliseconds."""
    known = _Vocabulary({}, {}, {})
    english = frozenset(key_of(name.rstrip("~")) for names in _NAMES["en"].values() for name in names.split())
    for language, fields in _NAMES.items():
        for field, names in fields.items():
            for rank, name in enumerate(names.split()):
                key = key_of(name.rstrip("~?"))
                meaning = Meaning(field, rank, is_sure=name[-1] not in "~?")
                if name.endswith("?"):
                    known.ambiguous.setdefault(key, {})[language] = meaning
                else:
                    known.meanings.setdefault(key, meaning)
                    if key not in english:
                        known.spoken.setdefault(key, set()).add(language)
    return known
