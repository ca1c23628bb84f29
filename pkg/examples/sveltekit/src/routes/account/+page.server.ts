import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ locals }) => {
  const { identity } = locals.session!; // hooks.server.ts lets nobody in without
  return { name: identity.usualName ?? identity.birthName };
};
