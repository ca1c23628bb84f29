// A session with its person described, for a page that asks for it.
// Comes in: the module of labels, where the application gave one; a request's language; a session. Goes out: the session's JSON, with the texts.
// Never: an import of the labels, which weigh twice what the Worker does and which most services do not need.

import { FcPivotError } from "../shared/errors.js";
import type { AnySession } from "../shared/session.js";
import type * as Labels from "../labels/index.js";

/** What of `fc-pivot/labels` is used. */
export type LabelsModule = Pick<typeof Labels, "describe" | "openLabels">;

/** Makes what describes a session in a language; throws `request_malformed` for a language that cannot be served. */
export type Describing = (language: string) => (session: string) => Promise<string>;

/** Opens the labels when somebody first asks for a description. */
export function describing(labels: LabelsModule | undefined): Describing {
  let opened: Labels.Labels | undefined;
  return (language) => {
    if (labels === undefined || (language !== "fr" && language !== "en")) {
      throw new FcPivotError("request_malformed", "labels: expected fr or en, of a service with the option labels");
    }
    return async (json) => {
      const session = JSON.parse(json) as AnySession;
      // An agent has no birth to describe.
      if (session.agent !== undefined) return json;
      opened ??= await labels.openLabels();
      return JSON.stringify({ ...session, description: { ...labels.describe(session.identity, language, opened), source: opened.source } });
    };
  };
}
