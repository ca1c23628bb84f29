import { FcPivotError, isErrorCode } from "fc-pivot";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ locals, url }) => {
  const code = url.searchParams.get("auth_error");
  return { signedIn: locals.session !== null, error: isErrorCode(code) ? new FcPivotError(code).userMessage("en") : null };
};
