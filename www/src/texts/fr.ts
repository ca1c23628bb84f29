/** The page in French. Data only; `\u00a0` is the no-break space that French sets before high punctuation. */
import type { Texts } from "./texts.ts";

export const fr: Texts = {
  language: "fr",
  locale: "fr-FR",
  languageNames: { fr: "Français", en: "English" },
  newWindow: "nouvelle fenêtre",
  loading: "Chargement en cours…",

  service: {
    name: "Mon mouillage",
    tagline: "Demander et suivre une autorisation de mouillage",
    home: "Accueil - Mon mouillage",
  },
  demo: {
    title: "Page de démonstration.",
    description: "Ce service n’existe pas\u00a0: il montre une connexion par FranceConnect et ProConnect avec le paquet fc-pivot.",
    behindTheGateway: "Le carnet de bord, une application derrière la passerelle.",
  },
  skipLinks: { label: "Accès rapide", content: "Contenu", footer: "Pied de page" },
  header: {
    chooseLanguage: "Sélectionner une langue",
    signedInAs: "Identité de connexion\u00a0:",
    nameless: "Personne identifiée",
    signOut: "Se déconnecter",
  },
  footer: {
    home: "Retour à l’accueil du site - Mon mouillage",
    description:
      "Mon mouillage est un service imaginaire. Il sert d’exemple aux services publics qui veulent identifier leurs usagers avec FranceConnect et leurs agents avec ProConnect.",
    about: "Démonstration de fc-pivot, sous licence MIT ou Apache-2.0. Aucune donnée d’identité n’est conservée au-delà de la session.",
  },

  signedOut: {
    heading: "Demander une autorisation de mouillage",
    lead: "Pour laisser votre bateau à l’ancre dans une zone de mouillage du domaine public maritime, il vous faut une autorisation à votre nom. Faites votre demande ici, puis suivez-la jusqu’à la décision.",
    signIn: "S’identifier",
    why: "L’autorisation est personnelle\u00a0: votre identité doit être vérifiée à un niveau de garantie au moins substantiel.",
    agents: "Vous instruisez les demandes",
    agentsLead: "Cet accès est réservé aux agents de l’État et des collectivités.",
    documents: "À préparer avant de commencer",
    documentList: ["le numéro d’immatriculation du bateau", "ses dimensions et son tirant d’eau", "une attestation d’assurance en cours de validité"],
  },

  alert: {
    signIn: "L’identification n’a pas abouti",
    stillSignedIn: "Votre identification précédente reste valable\u00a0: votre session continue.",
    session: "Votre session n’a pas pu être lue",
    ended: "Votre session est terminée",
    endedText: "Pour protéger vos données, elles ne sont plus affichées. Identifiez-vous de nouveau pour continuer.",
    code: "Code à communiquer à l’assistance\u00a0: {code}",
    retry: "Réessayer",
  },

  signedIn: {
    heading: "Bienvenue",
    lead: "Voici l’identité que {federation} nous a transmise. C’est à ce nom que vos demandes seront enregistrées.",
    otherProvider: "votre fournisseur d’identité",
  },
  procedures: {
    heading: "Vos démarches",
    list: [
      {
        title: "Demander ou renouveler une autorisation",
        description: "Pour un bateau dont vous êtes propriétaire, seul ou à plusieurs.",
        acr: "eidas2",
      },
      {
        title: "Renoncer à une autorisation",
        description: "Cette décision est définitive\u00a0: la place est proposée à la personne suivante.",
        acr: "eidas3",
      },
    ],
    open: "Accessible",
    needs: { eidas2: "Niveau substantiel requis", eidas3: "Niveau élevé requis" },
    raise: "S’identifier au niveau élevé",
    raiseNote: "FranceConnect+ vous proposera les moyens d’identification qui offrent ce niveau.",
  },

  identity: { heading: "Votre identité", unknown: "Information non communiquée", source: "Noms des lieux\u00a0:" },
  fields: { fullName: "Nom et prénoms", birthdate: "Date de naissance", birthplace: "Lieu de naissance" },

  agent: {
    heading: "Vos informations professionnelles",
    lead: "Voici ce que ProConnect nous a transmis. Vos décisions seront enregistrées à ce nom, pour cette organisation.",
    name: "Prénom et nom",
    organization: "Organisation",
    siret: "Établissement (SIRET)",
    unit: "Service",
    roles: "Qualité",
  },
  roles: {
    agent_public: "agent public",
    agent_public_etat: "agent de l’État",
    agent_public_territorial: "agent territorial",
  },

  connection: {
    heading: "Votre connexion",
    origin: "Provenance de l’identité",
    email: "Adresse électronique",
    idp: "Fournisseur d’identité",
    level: "Niveau de garantie",
    authTime: "Heure de connexion",
    expiresAt: "Fin de la session",
  },
  origins: { fr: "France", eidas: "Autre État européen (eIDAS)", unknown: "Non précisée" },
  levels: { eidas1: "Faible (eidas1)", eidas2: "Substantiel (eidas2)", eidas3: "Élevé (eidas3)" },

  findings: {
    heading: "À savoir sur ces données",
    missing: "Informations demandées, mais non transmises\u00a0:",
    missingNote: "Votre fournisseur d’identité ne les connaît peut-être pas toutes. Vous pouvez continuer.",
    anomalies: "Informations qui n’ont pas la forme attendue, à vérifier avec vous\u00a0:",
    anomaly: "{claim} (code {code})",
  },
  claims: {
    family_name: "nom de naissance",
    preferred_username: "nom d’usage",
    given_name: "prénoms",
    given_name_array: "liste des prénoms",
    gender: "sexe",
    birthdate: "date de naissance",
    birthplace: "lieu de naissance",
    birthcountry: "pays de naissance",
    email: "adresse électronique",
    amr: "moyens d’identification",
  },
  registerClaim: "{claim} au RNIPP",

  register: {
    heading: "Données du registre national (RNIPP)",
    note: "Ces données n’ont pas de niveau de garantie. Elles aident à retrouver un dossier existant, jamais à établir une identité.",
  },
  raw: {
    heading: "L’identité telle que reçue",
    note: "Les données signées par le fournisseur, sans mise en forme.",
  },
};
