"""What is said of a table of flows that somebody else computed.

A part of `fault_texts`: key -> (English, Danish).
"""

from __future__ import annotations

FLOW_TEXTS: dict[str, tuple[str, str]] = {
    "flows.lengths": ("the columns of flows are of different lengths", "pengestrømmenes kolonner er ikke lige lange"),
    "flows.no_table": ("'flows' is no table", "'flows' er ingen tabel"),
    "flows.a_table": (
        "a .csv or .xlsx file, a list of rows, columns by name, or a data frame",
        "en .csv- eller .xlsx-fil, en liste af rækker, kolonner ved navn eller en data frame",
    ),
    "flows.empty": ("the table is empty", "tabellen er tom"),
    "flows.rows": (
        "a row of heads, and a row per year and payer",
        "en række med hoveder, og en række pr. år og betaler",
    ),
    "flows.most_rows": (
        "'{source}' has {count:,} rows: expected {most:,} cells at most",
        "'{source}' har {count:,} rækker; ventet: højst {most:,} celler",
    ),
    "flows.unread": ("cannot read the table '{path}': {why}", "tabellen '{path}' kan ikke læses: {why}"),
    "flows.no_csv": ("the file is no CSV: {why}", "filen er ingen CSV: {why}"),
    "flows.cells": ("as many cells as heads", "lige så mange celler som hoveder"),
    "flows.two_cells": (
        "a decimal comma beside separating commas makes two cells of one number",
        "et decimalkomma ved siden af kommaer, der skiller celler, gør ét tal til to celler",
    ),
    "flows.semicolons": (
        "numbers with a decimal point, or cells separated by semicolons",
        "tal med decimalpunktum, eller celler skilt med semikolon",
    ),
    "flows.no_text": ("the file is not text", "filen er ikke tekst"),
    "flows.csv": ("a CSV file, or .xlsx", "en CSV-fil, eller .xlsx"),
    "flows.no_sheet": ("'{path}' has no sheet '{sheet}'", "'{path}' har intet ark '{sheet}'"),
    "flows.head": ("a head in the first row of the table", "et hoved i tabellens første række"),
    "flows.save": (
        "the value: open the workbook in Excel and save it",
        "værdien: åbn arbejdsbogen i Excel, og gem den",
    ),
    "flows.one_of_each": ("one of each", "én af hver"),
    "flows.each_draw": ("each draw once", "hver simulering én gang"),
    "flows.nothing_after": ("nothing happens after time 0", "der sker intet efter tidspunkt 0"),
    "flows.periods": ("rows of years or months", "rækker med år eller måneder"),
    "flows.more": ("and {count} more", "og {count} til"),
    "flows.payer": ("the name of a payer", "navnet på en betaler"),
    "flows.own_rows": ("each payer in rows of its own", "hver betaler i sine egne rækker"),
    "flows.known": (
        "a known payer, or a name of your own that is not so near one",
        "en kendt betaler, eller et eget navn, der ikke ligger så nær op ad en",
    ),
    "flows.line": ("line {line}", "linje {line}"),
    "flows.once": (
        "one row for each, or a column 'item' that tells them apart",
        "én række for hver, eller en kolonne 'post', der skiller dem",
    ),
    "flows.as_many": ("as many in each", "lige så mange i hver"),
    "flows.reach": ("the table goes from {first} to {last}", "tabellen går fra {first} til {last}"),
    "flows.longest": (
        "at most {most} years; is one of the two misspelt?",
        "højst {most} år; er det ene skrevet forkert?",
    ),
    "flows.both_at_once": (
        "the first period is a moment, and something else is paid at time 0 too: expected one of them",
        "den første periode er et øjeblik, og noget andet betales også på tidspunkt 0; ventet: en af dem",
    ),
    "flows.none_after": (
        "the first period of the table is a moment, and there is none after it",
        "tabellens første periode er et øjeblik, og der er ingen efter den",
    ),
    "flows.no_payer": ("there is no payer '{name}' in the table", "der er ingen betaler '{name}' i tabellen"),
    "flows.option": ("--{name} cannot be this", "--{name} kan ikke være dette"),
    "flows.a_date": ("a date", "en dato"),
    "flows.amount_is": (
        "an amount is {what}: a spreadsheet takes 1.5 or 1-5 for a date",
        "et beløb er {what}: et regneark tager 1.5 eller 1-5 for en dato",
    ),
    "flows.finite": ("an amount must be finite", "et beløb skal være endeligt"),
    "flows.sensible": ("an amount lies outside any sensible range", "et beløb ligger uden for ethvert rimeligt område"),
    "flows.most": ("at most {most:,.0f}", "højst {most:,.0f}"),
    "flows.alone": ("an amount must be a number alone", "et beløb skal være et tal alene"),
    "flows.a_number": ("a number, without unit or sign of currency", "et tal, uden enhed eller valutategn"),
    "flows.point": (
        "a point among numbers with a decimal comma, and not before three digits",
        "et punktum blandt tal med decimalkomma, og ikke før tre cifre",
    ),
    "flows.comma": ("a comma in a number: decimals or thousands?", "et komma i et tal: decimaler eller tusinder?"),
    "flows.decimal_point": (
        "a decimal point, 1234.5; or cells separated by semicolons, where a comma is a Danish decimal comma",
        "decimalpunktum, 1234.5; eller celler skilt med semikolon, hvor et komma er et dansk decimalkomma",
    ),
    "flows.point_before_three": (
        "a point before three digits where semicolons separate cells: decimals or Danish thousands?",
        "et punktum før tre cifre, hvor semikolon skiller celler: decimaler eller danske tusinder?",
    ),
    "flows.year_is_date": ("a year is a date", "et år er en dato"),
    "flows.whole_year": (
        "a whole number such as 2025; a table by month has a column 'month'",
        "et helt tal såsom 2025; en tabel pr. måned har en kolonne 'måned'",
    ),
    "flows.no_year": ("this is no year", "det er ikke et år"),
    "flows.a_year": (
        "a whole number such as 2025, or '{start}' for what is paid at time 0",
        "et helt tal såsom 2025, eller '{start}' for det, der betales på tidspunkt 0",
    ),
    "flows.no_month": ("this is no month", "det er ikke en måned"),
    "flows.a_month": (
        "year and month such as 2025-03 or March 2025, or '{start}' for what is paid at time 0",
        "år og måned såsom 2025-03 eller marts 2025, eller '{start}' for det, der betales på tidspunkt 0",
    ),
    "flows.nobody": ("nobody pays", "ingen betaler"),
    "flows.added_up": ("this is added up from the payers", "det lægges sammen af betalerne"),
    "flows.nearly": ("nearly the name of a payer that is known", "næsten navnet på en kendt betaler"),
    "flows.twice": (
        "the same period, payer and draw stand twice, here and in {where}",
        "den samme periode, betaler og simulering står to gange, her og i {where}",
    ),
    "flows.ragged": (
        "draw {draw} has {rows} rows, and the first draw {wanted}",
        "simulering {draw} har {rows} rækker, og den første {wanted}",
    ),
    "flows.row_cells": (
        "{cells} cells stand in the row, and {heads} heads",
        "der står {cells} celler i rækken og {heads} hoveder",
    ),
    "flows.no_head": ("a value without a head above it", "en værdi uden et hoved over sig"),
    "flows.uncalculated": ("a formula that was never calculated", "en formel, der aldrig blev beregnet"),
    "flows.second": ("a second column of the kind '{kind}'", "endnu en kolonne af slagsen '{kind}'"),
    "flows.draw_twice": ("draw {draw} stands twice", "simulering {draw} står to gange"),
    "flows.headless": ("a column without a head", "en kolonne uden hoved"),
    "flows.no_column": ("there is no such column", "der er ingen sådan kolonne"),
    "flows.year_and_month": ("years and months stand beside each other", "år og måneder står ved siden af hinanden"),
    "flows.one_period": ("a column 'year' or a column 'month'", "en kolonne 'år' eller en kolonne 'måned'"),
    "flows.no_period": ("no column says when", "ingen kolonne siger hvornår"),
    "flows.a_period": (
        "a column 'year' (2025) or 'month' (2025-03)",
        "en kolonne 'år' (2025) eller 'måned' (2025-03)",
    ),
    "flows.no_money": ("no column holds money", "ingen kolonne har penge"),
    "flows.money": (
        "columns 'cost' and 'saving', or 'net' (positive is saved)",
        "kolonner 'udgift' og 'besparelse', eller 'netto' (positivt er sparet)",
    ),
    "flows.net_beside": (
        "'net' stands beside 'cost' or 'saving'",
        "'netto' står ved siden af 'udgift' eller 'besparelse'",
    ),
    "flows.net_alone": ("'cost' and 'saving', or 'net' alone", "'udgift' og 'besparelse', eller 'netto' alene"),
    "flows.numbered": ("'{kind}' stands both alone and numbered", "'{kind}' står både alene og nummereret"),
    "flows.one_column": (
        "one column for all draws, or one for each",
        "én kolonne for alle simuleringer, eller én for hver",
    ),
    "flows.other_draws": ("cost and saving have different draws", "udgift og besparelse har forskellige simuleringer"),
    "flows.same_numbers": ("the same numbers in both", "de samme numre i begge"),
    "flows.rows_and_columns": (
        "draws stand both in rows and in columns",
        "simuleringer står både i rækker og i kolonner",
    ),
    "flows.a_draw": ("a column 'draw', or numbered columns", "en kolonne 'simulering', eller nummererede kolonner"),
    "flows.columns": (
        "year or month, payer, cost, saving (or net), draw, item; draws in columns: saving_1, saving_2",
        "år eller måned, betaler, udgift, besparelse (eller netto), simulering, post; "
        "simuleringer i kolonner: besparelse_1, besparelse_2",
    ),
    "the table": ("the table", "tabellen"),
    "flows.payer_once": ("each payer once", "hver betaler én gang"),
    "flows.a_rate": ("a yearly rate, such as 0.035 or 3.5%", "en årlig rente, såsom 0.035 eller 3,5 %"),
    "flows.rate_meant": ("a share such as 0.035; did you mean {bare}%?", "en andel såsom 0.035; mente du {bare} %?"),
    "flows.meant": ("{fault}: {meant}", "{fault}: {meant}"),
    # kinds of columns
    "flows.kind.year": ("year", "år"),
    "flows.kind.month": ("month", "måned"),
    "flows.kind.payer": ("payer", "betaler"),
    "flows.kind.draw": ("draw", "simulering"),
    "flows.kind.item": ("item", "post"),
    "flows.kind.cost": ("cost", "udgift"),
    "flows.kind.saving": ("saving", "besparelse"),
    "flows.kind.net": ("net", "netto"),
    # options
    "flows.what.clock": ("clock start", "årenes begyndelse (clock_start)"),
    "flows.what.place": ("place of flows", "betalingernes plads i året (flows_at)"),
    "flows.what.unit": ("unit", "enhed"),
    "flows.what.payer": ("payer", "betaler"),
    "flows.years": ("a number of years above 0", "et antal år over 0"),
    "flows.rate_above": ("a yearly rate above -1, such as 0.035", "en årlig rente over -1, som 0.035"),
    "flows.outlay_of": ("outlay of {name}", "udgift fra {name}"),
    "flows.amount": ("an amount", "et beløb"),
    "flows.one_way": (
        "an amount that can be read in one way: 500000, or 500.0 for five hundred",
        "et beløb, der kun kan læses på én måde: 500000, eller 500.0 for fem hundrede",
    ),
    "flows.payer_amount": (
        "PAYER=AMOUNT, such as municipality=1200000",
        "BETALER=BELØB, som kommunen=1200000",
    ),
}
