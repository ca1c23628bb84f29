/**
 * One function that makes elements.
 *
 * In: a tag, attributes, children. Out: the element.
 * Never: parsed HTML. Identity data come from outside (a European identity even has free text), and reach
 * the page as text nodes only.
 */
export type Child = Node | string | null;

/** `true` writes the attribute without a value, `false` leaves it out. */
export type Attributes = Readonly<Record<string, string | boolean>>;

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}
