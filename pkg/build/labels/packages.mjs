// The packages that hold INSEE's lists of communes: @etalab/decoupage-administratif, one version for each yearly list.
//
// In:    a version below; the npm registry, or what an earlier run left in .build/labels/.
// Out:   the package's JSON files. The data are INSEE's, under the Licence Ouverte 2.0.
// Never: a package of another digest; the package's own code.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";

const NAME = "@etalab/decoupage-administratif";
const FOLDER = ".build/labels";

/** The version that has every change with its date, until the list of 2019. No later one has dates. */
export const DATED = { year: 2019, version: "0.7.0" };

/** The yearly lists since. There is none of 2020. */
export const LISTS = [
  { year: 2021, version: "1.1.1" },
  { year: 2022, version: "2.3.1" },
  { year: 2023, version: "3.1.1" },
  { year: 2024, version: "4.1.0" },
  { year: 2025, version: "5.3.0" },
  { year: 2026, version: "6.0.0" },
];

/** The registry's digests. */
const SHA512 = {
  "0.7.0": "ezO+LHyIrJjDBlE7DxXSbvHxSliTGT4o4+w1pMaA6FjCVDFiW74zp5Lhmi1GpY2JcelKq4m8zHjDol08O6unqQ==",
  "1.1.1": "2yD0tkK+As9OlImYdFXn9O1ABtMpExpCq0A7/d/HpruMgg7NYymUeNnHN0r8ICWgcKE//3uvMXeQ00xdOwUiZg==",
  "2.3.1": "52zR447e9Csr/HkzmLJIrOTCAuwJNd4O9fay8BRgOQUSbqaKOP6vFpsrj5lKlrH9vA+ii07h1TnChdMFZNgcwg==",
  "3.1.1": "/1yqSlo6Xerdz1MN+rh57hDWcAam18gwSK5u4wFjT1glRUiN/o1A4IQe6pvB9JqGvHv6WbF5X7WyE+yxeMqLig==",
  "4.1.0": "r0lO1qhb/R7golWwfPbkstpN3WeGuROIHoJhExY7251bkc7tjL48wsnh4/cWAQYux1y/EMSTuOEwiMkh0/mK8g==",
  "5.3.0": "I7PP8jiNOKwvBbdhoYPiwMaJ27x6aHwwGj5V0DMTOPu2YG6qyhGty1b0SIkCxpSHlUkASEfybISY4ldkTcYbbw==",
  "6.0.0": "XavYsFlbcM/prKr8hNHPKER94IHw/dsxNM4nxjWMYk6PLFACpEedvn/7wK8Baozm0dCYhWWcf+7bcWpA5pmCaQ==",
};

/** The contents of `data/NAME.json` of a version. */
export function dataOf(version, name) {
  const tarball = `${FOLDER}/etalab-decoupage-administratif-${version}.tgz`;
  if (!existsSync(tarball)) {
    mkdirSync(FOLDER, { recursive: true });
    execFileSync("npm", ["pack", "--silent", "--pack-destination", FOLDER, `${NAME}@${version}`], { stdio: ["ignore", "ignore", "inherit"] });
  }
  const digest = createHash("sha512").update(readFileSync(tarball)).digest("base64");
  if (digest !== SHA512[version]) throw new Error(`${tarball} is not the package that was reviewed: delete it and try again`);
  const json = execFileSync("tar", ["-xzOf", tarball, `package/data/${name}.json`], { maxBuffer: 64 << 20 });
  return JSON.parse(json.toString());
}
