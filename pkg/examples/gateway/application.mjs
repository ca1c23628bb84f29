// application.mjs
import { createServer } from "node:http";
import { signedIn } from "./identity.mjs";

createServer(async (request, response) => {
  const person = await signedIn(request).catch(() => undefined);
  response.writeHead(person ? 200 : 401, { "content-type": "text/plain; charset=utf-8" });
  response.end(person ? `Good day, ${person.fc.identity.birthName}\n` : "");
}).listen(Number(process.env.PORT ?? 8000), "127.0.0.1");
