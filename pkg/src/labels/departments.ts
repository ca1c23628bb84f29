// The departments and overseas collectivities, by the first characters of their communes' codes.
// Comes in: a department's code, days. Goes out: it, with the name it had. Never: a department of Algeria, whose codes were other ones' too.

import { dayOf, type Days } from "./days.js";
import { choose, type Choice, type Periods } from "./periods.js";

/** `code name`, or `code name|last name's end|name`: a name held until the day after it. */
const TABLE = `01 Ain
02 Aisne
03 Allier
04 Basses-Alpes|1970-04-13|Alpes-de-Haute-Provence
05 Hautes-Alpes
06 Alpes-Maritimes
07 Ardèche
08 Ardennes
09 Ariège
10 Aube
11 Aude
12 Aveyron
13 Bouches-du-Rhône
14 Calvados
15 Cantal
16 Charente
17 Charente-Inférieure|1941-09-04|Charente-Maritime
18 Cher
19 Corrèze
20 Corse
21 Côte-d'Or
22 Côtes-du-Nord|1990-02-27|Côtes-d'Armor
23 Creuse
24 Dordogne
25 Doubs
26 Drôme
27 Eure
28 Eure-et-Loir
29 Finistère
2A Corse-du-Sud
2B Haute-Corse
30 Gard
31 Haute-Garonne
32 Gers
33 Gironde
34 Hérault
35 Ille-et-Vilaine
36 Indre
37 Indre-et-Loire
38 Isère
39 Jura
40 Landes
41 Loir-et-Cher
42 Loire
43 Haute-Loire
44 Loire-Inférieure|1957-03-09|Loire-Atlantique
45 Loiret
46 Lot
47 Lot-et-Garonne
48 Lozère
49 Maine-et-Loire
50 Manche
51 Marne
52 Haute-Marne
53 Mayenne
54 Meurthe-et-Moselle
55 Meuse
56 Morbihan
57 Moselle
58 Nièvre
59 Nord
60 Oise
61 Orne
62 Pas-de-Calais
63 Puy-de-Dôme
64 Basses-Pyrénées|1969-10-10|Pyrénées-Atlantiques
65 Hautes-Pyrénées
66 Pyrénées-Orientales
67 Bas-Rhin
68 Haut-Rhin
69 Rhône
70 Haute-Saône
71 Saône-et-Loire
72 Sarthe
73 Savoie
74 Haute-Savoie
75 Seine|1968-01-01|Paris
76 Seine-Inférieure|1955-01-18|Seine-Maritime
77 Seine-et-Marne
78 Seine-et-Oise|1968-01-01|Yvelines
79 Deux-Sèvres
80 Somme
81 Tarn
82 Tarn-et-Garonne
83 Var
84 Vaucluse
85 Vendée
86 Vienne
87 Haute-Vienne
88 Vosges
89 Yonne
90 Territoire de Belfort
91 Essonne
92 Hauts-de-Seine
93 Seine-Saint-Denis
94 Val-de-Marne
95 Val-d'Oise
971 Guadeloupe
972 Martinique
973 Guyane
974 La Réunion
975 Saint-Pierre-et-Miquelon
976 Mayotte
977 Saint-Barthélemy
978 Saint-Martin
984 Terres australes et antarctiques françaises
986 Wallis et Futuna
987 Polynésie française
988 Nouvelle-Calédonie
989 Île de Clipperton`;

/** A department or overseas collectivity. */
export interface Department {
  readonly code: string;
  readonly name: string;
}

let table: ReadonlyMap<string, Periods<Department>> | undefined;

/** The department with this code, with the name it had; nothing where there never was one. */
export function departmentWith(code: string, days?: Days): Choice<Department> | undefined {
  table ??= new Map(TABLE.split("\n").map(entry));
  const periods = table.get(code);
  return periods && choose(periods, days);
}

function entry(line: string): [string, Periods<Department>] {
  const [code = "", ...words] = line.split(" ");
  const [first = "", change, second] = words.join(" ").split("|");
  const named = (name: string): Department => Object.freeze({ code, name });
  if (change === undefined || second === undefined) return [code, [{ from: -Infinity, to: Infinity, name: named(first) }]];
  const day = dayOf(change);
  return [
    code,
    [
      { from: -Infinity, to: day, name: named(first) },
      { from: day, to: Infinity, name: named(second) },
    ],
  ];
}
