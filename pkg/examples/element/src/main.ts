import { FcPivotError, type Session, edgeSession } from "fc-pivot";
import { defineFcPivotButton } from "fc-pivot/element";

const auth = edgeSession();
const part = (id: string) => document.getElementById(id)!;

function tell(error: FcPivotError | null): void {
  part("error").textContent = error === null ? "" : error.userMessage("en");
  part("error").hidden = error === null;
}

function show(session: Session | null): void {
  part("retry").hidden = true;
  part("signed-out").hidden = session !== null;
  part("signed-in").hidden = session === null;
  part("name").textContent = session?.identity.usualName ?? session?.identity.birthName ?? "";
  part("end").textContent = session === null ? "" : new Date(session.expiresAt * 1000).toISOString();
}

async function refresh(): Promise<void> {
  try {
    show(await auth.session());
  } catch (thrown) {
    tell(FcPivotError.from(thrown));
    part("retry").hidden = false;
  }
  document.querySelector("main")!.ariaBusy = "false";
}

// Listen first: a failed login comes back to this page, and is told of as soon as the element is defined.
document.addEventListener("fc-pivot-error", (event) => {
  event.preventDefault(); // this page has a place of its own for errors; else the element shows it
  tell(event.detail);
});
defineFcPivotButton();

part("sign-out").addEventListener("click", () => auth.logout());
part("retry").addEventListener("click", () => {
  tell(null);
  void refresh();
});
auth.onChange(show);
await refresh();
