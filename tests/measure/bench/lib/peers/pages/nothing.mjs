// What a page, a navigation and a measurement cost by themselves.
export const begin = async ({ issuer, redirectUri }) => `${issuer}/authorize?${new URLSearchParams({ redirect_uri: redirectUri, state: "", scope: "" })}`;

export const finish = async () => "nobody";
