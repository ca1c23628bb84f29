/**
 * The names of places for one person.
 *
 * In: an identity. Out: labels, from the file of the department of birth, which `npm run build` writes below /labels/.
 * Never: another origin, which would learn where the person was born; an error, since a page without names shows the codes.
 */
import type { Identity } from "fc-pivot";
import { type Labels, openLabels } from "fc-pivot/labels";

const FROM = "/labels/";

export const labelsFor = (identity: Identity): Promise<Labels | undefined> => openLabels({ from: FROM, identity }).catch(() => undefined);
