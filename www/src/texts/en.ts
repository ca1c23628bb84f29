/** The page in English. Data only. */
import type { Texts } from "./texts.ts";

export const en: Texts = {
  language: "en",
  locale: "en-GB",
  languageNames: { fr: "Français", en: "English" },
  newWindow: "new window",
  loading: "Loading…",

  service: {
    name: "Mon mouillage",
    tagline: "Apply for a mooring permit and follow your application",
    home: "Home - Mon mouillage",
  },
  demo: {
    title: "Demonstration page.",
    description: "This service does not exist: it shows sign-in through FranceConnect and ProConnect with the fc-pivot package.",
    behindTheGateway: "The logbook, an application behind the gateway.",
  },
  skipLinks: { label: "Quick access", content: "Content", footer: "Footer" },
  header: { chooseLanguage: "Choose a language", signedInAs: "Signed in as:", nameless: "Signed-in person", signOut: "Sign out" },
  footer: {
    home: "Back to the home page - Mon mouillage",
    description:
      "Mon mouillage is an imaginary service. It is an example for public services that want to identify people with FranceConnect and their agents with ProConnect.",
    about: "Demonstration of fc-pivot, under the MIT or Apache-2.0 licence. No identity data are kept beyond the session.",
  },

  signedOut: {
    heading: "Apply for a mooring permit",
    lead: "To leave your boat at anchor in a mooring area of the public maritime domain, you need a permit in your own name. Apply here, then follow your application until the decision.",
    signIn: "Sign in",
    why: "The permit is personal: your identity must be verified to at least a substantial level of assurance.",
    agents: "You decide on applications",
    agentsLead: "This access is for agents of the State and of local authorities.",
    documents: "Before you start, have ready",
    documentList: ["the registration number of the boat", "its dimensions and draught", "a valid insurance certificate"],
  },

  alert: {
    signIn: "The sign-in did not succeed",
    stillSignedIn: "Your earlier sign-in still stands: your session continues.",
    session: "Your session could not be read",
    ended: "Your session has ended",
    endedText: "To protect your data, they are no longer shown. Sign in again to continue.",
    code: "Code to give to the help desk: {code}",
    retry: "Try again",
  },

  signedIn: {
    heading: "Welcome",
    lead: "This is the identity that {federation} has passed on to us. Your applications will be recorded under this name.",
    otherProvider: "your identity provider",
  },
  procedures: {
    heading: "Your applications",
    list: [
      {
        title: "Apply for or renew a permit",
        description: "For a boat that you own, alone or with others.",
        acr: "eidas2",
      },
      {
        title: "Give up a permit",
        description: "This decision is final: the mooring is offered to the next person.",
        acr: "eidas3",
      },
    ],
    open: "Available",
    needs: { eidas2: "Substantial level required", eidas3: "High level required" },
    raise: "Sign in at the high level",
    raiseNote: "FranceConnect+ will offer you the means of identification that reach this level.",
  },

  identity: { heading: "Your identity", unknown: "Not provided", source: "Names of places:" },
  fields: { fullName: "Name and given names", birthdate: "Date of birth", birthplace: "Place of birth" },

  agent: {
    heading: "Your professional details",
    lead: "This is what ProConnect has passed on to us. Your decisions will be recorded under this name, for this organisation.",
    name: "Given name and name",
    organization: "Organisation",
    siret: "Establishment (SIRET)",
    unit: "Unit",
    roles: "Capacity",
  },
  roles: {
    agent_public: "public agent",
    agent_public_etat: "agent of the State",
    agent_public_territorial: "agent of a local authority",
  },

  connection: {
    heading: "Your sign-in",
    origin: "Origin of the identity",
    email: "E-mail address",
    idp: "Identity provider",
    level: "Level of assurance",
    authTime: "Time of sign-in",
    expiresAt: "End of session",
  },
  origins: { fr: "France", eidas: "Another European state (eIDAS)", unknown: "Not specified" },
  levels: { eidas1: "Low (eidas1)", eidas2: "Substantial (eidas2)", eidas3: "High (eidas3)" },

  findings: {
    heading: "About these data",
    missing: "Asked for, but not passed on:",
    missingNote: "Your identity provider may not know everything about you. You can continue.",
    anomalies: "Not in the expected form, and to be checked with you:",
    anomaly: "{claim} (code {code})",
  },
  claims: {
    family_name: "birth name",
    preferred_username: "usual name",
    given_name: "given names",
    given_name_array: "list of given names",
    gender: "sex",
    birthdate: "date of birth",
    birthplace: "place of birth",
    birthcountry: "country of birth",
    email: "e-mail address",
    amr: "means of identification",
  },
  registerClaim: "{claim} in the RNIPP",

  register: {
    heading: "Data from the national register (RNIPP)",
    note: "These data carry no level of assurance. They help to find an existing file, never to establish an identity.",
  },
  raw: {
    heading: "The identity as received",
    note: "The data signed by the provider, without any formatting.",
  },
};
