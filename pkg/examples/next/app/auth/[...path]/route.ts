import { auth } from "../../../auth";

async function answer(request: Request): Promise<Response> {
  return (await auth.handle(request)) ?? new Response(null, { status: 404 });
}

export { answer as GET, answer as POST };
