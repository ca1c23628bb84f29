// The names of countries and territories, by their codes among INSEE's.
// Comes in: a code, a language, days. Goes out: the name it had. Never: an ISO 3166 code taken for a name, nor one state's name for a territory.

import { dayOf, type Days } from "./days.js";
import { choose, type Period, type Periods } from "./periods.js";

/** A country, or a territory with a code of its own, as it was called at a person's birth. */
export interface CountryLabel {
  /** The name. Where several fit, the likeliest: the one that held for most of the time in which the person may have been born. */
  readonly name: string;
  /** Whether the data have this name alone, for all of that time. */
  readonly certain: boolean;
}

/**
 * `code|French|English or ISO 3166|end|beginning`: the name holds until the day of the end, and a further row of the code goes on from there.
 *
 * French names are INSEE's of today. English ones come from the host (CLDR) by the ISO code, where that is one state's or territory's and the
 * host's name is one that people write; the others stand here. INSEE's list with dates is in no package: the dates are common knowledge.
 */
const TABLE = `99100|France|FR
99101|Danemark|DK
99102|Islande|IS
99103|Norvège|NO
99104|Suède|SE
99105|Finlande|FI
99106|Estonie|EE
99107|Lettonie|LV
99108|Lituanie|LT
99109|Allemagne|DE
99110|Autriche|AT
99111|Bulgarie|BG
99112|Hongrie|HU
99113|Liechtenstein|LI
99114|Roumanie|RO
99115|Tchécoslovaquie|Czechoslovakia|1993-01-01
99116|Tchéquie|CZ
99117|Slovaquie|SK
99118|Bosnie-Herzégovine|BA
99119|Croatie|HR
99120|Monténégro|ME
99121|Yougoslavie|Yugoslavia|2003-02-04
99121|Serbie-et-Monténégro|Serbia and Montenegro|2006-06-08
99121|Serbie|RS
99122|Pologne|PL
99123|URSS|Soviet Union|1991-12-25
99123|Russie|RU
99124|Turquie d’Europe|Turkey in Europe|1966-01-01
99125|Albanie|AL
99126|Grèce|GR
99127|Italie|IT
99128|Saint-Marin|SM
99129|Vatican|VA
99130|Andorre|AD
99131|Belgique|BE
99132|Royaume-Uni|GB
99133|Territoires britanniques en Méditerranée|British territories in the Mediterranean
99134|Espagne|ES
99135|Pays-Bas|NL
99136|Irlande|IE
99137|Luxembourg|LU
99138|Monaco|MC
99139|Portugal|PT
99140|Suisse|CH
99141|Allemagne de l’Est|East Germany|1990-10-03|1949-05-23
99142|Allemagne de l’Ouest|West Germany|1990-10-03|1949-05-23
99143|Chypre|CY|1994-01-01
99144|Malte|MT
99145|Slovénie|SI
99148|Biélorussie|BY
99151|Moldavie|MD
99155|Ukraine|UA
99156|Macédoine|Macedonia|2019-02-12
99156|Macédoine du Nord|MK
99157|Kosovo|Kosovo
99158|Féroé|FO
99159|Territoires norvégiens en Atlantique Nord|Norwegian territories in the North Atlantic
99160|Åland|AX
99161|Dépendances de la Couronne britannique|Crown Dependencies
99162|Île des Faisans|Pheasant Island
99201|Arabie saoudite|SA
99202|Yémen du Nord|North Yemen|1990-05-22
99203|Irak|IQ
99204|Perse|Persia|1935-03-21
99204|Iran|IR
99205|Liban|LB
99206|Syrie|SY
99207|Israël|IL
99208|Turquie|TR
99209|Sibérie|Siberia|1943-01-01
99210|Turkestan russe|Russian Turkestan|1943-01-01
99211|Kamtchatka|Kamchatka|1943-01-01
99212|Afghanistan|AF
99213|Pakistan|PK
99214|Bhoutan|BT
99215|Népal|NP
99216|Chine|CN
99217|Japon|JP
99218|Mandchourie|Manchuria|1945-08-18
99219|Thaïlande|TH
99220|Philippines|PH
99221|Possessions britanniques au Proche-Orient|British possessions in the Near East|1971-12-02
99222|Transjordanie|Transjordan|1946-05-25
99222|Jordanie|JO
99223|Inde|IN
99224|Birmanie|MM
99225|Brunei|BN
99226|Établissements des Détroits|Straits Settlements|1946-04-01
99226|Singapour|SG
99227|Malaisie|MY
99228|États malais non fédérés|Unfederated Malay States|1946-04-01
99229|Maldives|MV
99230|Hong Kong|Hong Kong
99231|Indes néerlandaises|Dutch East Indies|1945-08-17
99231|Indonésie|ID
99232|Macao|Macao
99233|Yémen du Sud|South Yemen|1990-05-22
99234|Cambodge|KH
99235|Ceylan|Ceylon|1972-05-22
99235|Sri Lanka|LK
99236|Taïwan|TW
99237|Corée|Korea|1953-01-01
99238|Corée du Nord|KP
99239|Corée du Sud|KR
99240|Koweït|KW
99241|Laos|LA
99242|Mongolie|MN
99243|Vietnam|VN
99244|Vietnam du Nord|North Vietnam|1976-07-02
99245|Vietnam du Sud|South Vietnam|1976-07-02
99246|Pakistan oriental|East Pakistan|1971-03-26
99246|Bangladesh|BD
99247|Émirats arabes unis|AE
99248|Qatar|QA
99249|Bahreïn|BH
99250|Mascate-et-Oman|Muscat and Oman|1970-08-09
99250|Oman|OM
99251|Yémen|YE
99252|Arménie|AM
99253|Azerbaïdjan|AZ
99254|Chypre|CY
99255|Géorgie|GE
99256|Kazakhstan|KZ
99257|Kirghizstan|KG
99258|Ouzbékistan|UZ
99259|Tadjikistan|TJ
99260|Turkménistan|TM
99261|Palestine|Palestine
99262|Timor oriental|TL
99263|Protectorat d’Arabie du Sud|Protectorate of South Arabia|1967-11-30
99264|Nouvelle-Guinée néerlandaise|Dutch New Guinea|1963-05-01
99265|Territoires australiens de l’océan Indien|Australian territories in the Indian Ocean
99301|Égypte|EG
99302|Libéria|LR
99303|Union sud-africaine|Union of South Africa|1961-05-31
99303|Afrique du Sud|ZA
99304|Gambie|GM
99305|Cameroun et Togo britanniques|British Cameroons and Togoland|1961-10-01
99306|Territoires britanniques de l’océan Atlantique|British territories in the Atlantic Ocean
99307|Soudan anglo-égyptien, Kenya, Ouganda|Anglo-Egyptian Sudan, Kenya, Uganda|1963-12-12
99308|Zanzibar|Zanzibar|1963-12-10
99308|Chagos|Chagos Islands
99309|Tanganyika|Tanganyika|1964-04-26
99309|Tanzanie|TZ
99310|Rhodésie du Sud|Southern Rhodesia|1980-04-18
99310|Zimbabwe|ZW
99311|Sud-Ouest africain|South West Africa|1990-03-21
99311|Namibie|NA
99312|Congo belge|Belgian Congo|1960-06-30
99312|République démocratique du Congo|Democratic Republic of the Congo|1971-10-27
99312|Zaïre|Zaire|1997-05-17
99312|République démocratique du Congo|Democratic Republic of the Congo
99313|Territoires espagnols en Afrique du Nord|Spanish territories in North Africa
99314|Guinée espagnole|Spanish Guinea|1968-10-12
99314|Guinée équatoriale|GQ
99315|Éthiopie|ET
99316|Libye|LY
99317|Érythrée|ER
99318|Somalie|SO
99319|Territoires portugais de l’océan Atlantique|Portuguese territories in the Atlantic Ocean
99320|Îles portugaises de l’océan Indien|Portuguese islands in the Indian Ocean|1975-06-25
99321|Urundi|Urundi|1962-07-01
99321|Burundi|BI
99322|Cameroun|CM
99323|Oubangui-Chari|Ubangi-Shari|1958-12-01
99323|Centrafrique|CF
99324|Congo|Republic of the Congo
99325|Tanger|Tangier|1956-10-29
99326|Côte d’Ivoire|CI
99327|Dahomey|Dahomey|1975-11-30
99327|Bénin|BJ
99328|Gabon|GA
99329|Côte-de-l’Or|Gold Coast|1957-03-06
99329|Ghana|GH
99330|Guinée française|French Guinea|1958-10-02
99330|Guinée|GN
99331|Haute-Volta|Upper Volta|1984-08-04
99331|Burkina|BF
99332|Kenya|KE
99333|Madagascar|MG
99334|Nyassaland|Nyasaland|1964-07-06
99334|Malawi|MW
99335|Soudan français|French Sudan|1960-09-22
99335|Mali|ML
99336|Mauritanie|MR
99337|Niger|NE
99338|Nigéria|NG
99339|Ouganda|UG
99340|Ruanda|Ruanda|1962-07-01
99340|Rwanda|RW
99341|Sénégal|SN
99342|Sierra Leone|SL
99343|Soudan anglo-égyptien|Anglo-Egyptian Sudan|1956-01-01
99343|Soudan|SD
99344|Tchad|TD
99345|Togo|TG
99346|Rhodésie du Nord|Northern Rhodesia|1964-10-24
99346|Zambie|ZM
99347|Bechuanaland|Bechuanaland|1966-09-30
99347|Botswana|BW
99348|Basutoland|Basutoland|1966-10-04
99348|Lesotho|LS
99349|Soudan du Sud|SS
99350|Maroc|MA
99351|Tunisie|TN
99352|Algérie|DZ
99362|Zanzibar|Zanzibar|1964-04-26
99363|Terres australes norvégiennes|Norwegian territories in the Southern Ocean
99389|Sahara occidental|EH
99390|Maurice|MU
99391|Swaziland|SZ
99392|Guinée portugaise|Portuguese Guinea|1974-09-10
99392|Guinée-Bissao|GW
99393|Mozambique|MZ
99394|Sao Tomé-et-Principe|ST
99395|Angola|AO
99396|Cap-Vert|CV
99397|Comores|KM
99398|Seychelles|SC
99399|Côte française des Somalis|French Somaliland|1967-07-05
99399|Territoire français des Afars et des Issas|French Territory of the Afars and the Issas|1977-06-27
99399|Djibouti|DJ
99401|Canada|CA
99402|Terre-Neuve|Newfoundland|1949-03-31
99403|Labrador|Labrador|1949-03-31
99404|États-Unis|US
99405|Mexique|MX
99406|Costa Rica|CR
99407|Cuba|CU
99408|République dominicaine|DO
99409|Guatemala|GT
99410|Haïti|HT
99411|Honduras|HN
99412|Nicaragua|NI
99413|Panama|PA
99414|Salvador|SV
99415|Argentine|AR
99416|Brésil|BR
99417|Chili|CL
99418|Bolivie|BO
99419|Colombie|CO
99420|Équateur|EC
99421|Paraguay|PY
99422|Pérou|PE
99423|Uruguay|UY
99424|Vénézuéla|VE
99425|Territoires britanniques dans les Antilles et Bermudes|British territories in the West Indies, and Bermuda
99426|Jamaïque|JM
99427|Territoires britanniques dans l’océan Atlantique Sud|British territories in the South Atlantic Ocean
99428|Guyane britannique|British Guiana|1966-05-26
99428|Guyana|GY
99429|Honduras britannique|British Honduras|1973-06-01
99429|Bélize|BZ
99430|Groenland|GL
99431|Antilles néerlandaises|Netherlands Antilles|2010-10-10
99431|Aruba|AW
99432|Territoires des États-Unis en Amérique|Territories of the United States in America
99433|Trinité-et-Tobago|TT
99434|Barbade|BB
99435|Grenade|GD
99436|Bahamas|BS
99437|Guyane néerlandaise|Dutch Guiana|1975-11-25
99437|Suriname|SR
99438|Dominique|DM
99439|Sainte-Lucie|LC
99440|Saint-Vincent-et-les-Grenadines|VC
99441|Antigua-et-Barbuda|AG
99442|Saint-Christophe-et-Niévès|KN
99443|Bonaire, Saint-Eustache, Saba|Bonaire, Sint Eustatius and Saba
99444|Curaçao|CW
99445|Saint-Martin (partie néerlandaise)|SX
99446|Antarctique argentin|Argentine Antarctica
99447|Territoire chilien de l’Antarctique|Chilean Antarctic Territory
99501|Australie|AU
99502|Nouvelle-Zélande|NZ
99503|Pitcairn|PN
99504|Hawaï|Hawaii|1959-08-21
99505|Territoires des États-Unis en Océanie|Territories of the United States in Oceania
99506|Samoa|WS
99507|Nauru|NR
99508|Fidji|FJ
99509|Tonga|TO
99510|Papouasie-Nouvelle-Guinée|PG
99511|Îles Ellice|Ellice Islands|1978-10-01
99511|Tuvalu|TV
99512|Salomon|SB
99513|Îles Gilbert|Gilbert Islands|1979-07-12
99513|Kiribati|KI
99514|Nouvelles-Hébrides|New Hebrides|1980-07-30
99514|Vanuatu|VU
99515|Marshall|MH
99516|Micronésie|FM
99517|Palaos|PW
99519|Territoires de la Nouvelle-Zélande|Territories of New Zealand
99520|Cook|CK
99521|Niue|NU
99522|Territoires de l’Australie en Océanie|Territories of Australia in Oceania
99699|Antarctique|AQ`;

interface Names {
  readonly fr: string;
  /** Two letters are an ISO 3166 code, until somebody asks for the name. */
  en: string;
}

let table: ReadonlyMap<string, Periods<Names>> | undefined;
let host: Intl.DisplayNames | undefined;

/** The country with this code; nothing where the table has none. */
export function countryLabel(code: string, language: "fr" | "en", days?: Days): CountryLabel | undefined {
  table ??= read(TABLE);
  const periods = table.get(code);
  if (periods === undefined) return undefined;
  const { name, certain } = choose(periods, days);
  return { name: language === "en" ? english(name) : name.fr, certain };
}

function english(names: Names): string {
  if (names.en.length === 2) {
    host ??= new Intl.DisplayNames("en", { type: "region", fallback: "none" });
    names.en = host.of(names.en) ?? names.fr;
  }
  return names.en;
}

function read(text: string): ReadonlyMap<string, Periods<Names>> {
  const countries = new Map<string, Period<Names>[]>();
  for (const line of text.split("\n")) {
    const [code = "", fr = "", en = "", end, beginning] = line.split("|");
    const periods = countries.get(code) ?? [];
    const from = beginning === undefined ? (periods[periods.length - 1]?.to ?? -Infinity) : dayOf(beginning);
    periods.push({ from, to: end === undefined ? Infinity : dayOf(end), name: { fr, en } });
    countries.set(code, periods);
  }
  return countries as unknown as ReadonlyMap<string, Periods<Names>>;
}
