// Elements from words. Text is set as text: a name full of markup shows as what it is.

/**
 * @param {string} tag with classes after points
 * @param {Record<string, unknown>} [attributes]
 * @param {...(Node | string | undefined)} children
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const made = document.createElement(name);
  if (classes.length) made.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** What stands in a template of the page. @param {string} id @returns {HTMLElement} */
export function made(id) {
  const template = /** @type {HTMLTemplateElement} */ (byId(id));
  return /** @type {HTMLElement} */ (document.importNode(template.content, true).firstElementChild);
}

/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** Sets a text only if it is another one: what is read aloud or selected stays alone. @param {Element} element @param {string} value */
export function text(element, value) {
  if (element.textContent !== value) element.textContent = value;
}

/** The same for an element that has an id. @param {string} id @param {string} value */
export const show = (id, value) => text(byId(id), value);

/** @param {Element} element @param {string} name @param {unknown} value */
export function set(element, name, value) {
  const told = String(value);
  if (element.getAttribute(name) !== told) element.setAttribute(name, told);
}

/** @param {string} of glyph of a state */
export const glyph = (of) => el(`i.gl.${of}`, { 'aria-hidden': 'true' });

/**
 * Makes the children of an element those of a list: what is there already stays, with its focus.
 *
 * @template T
 * @param {Element} parent
 * @param {T[]} items
 * @param {(item: T) => string} key
 * @param {(item: T, made: HTMLElement | undefined) => HTMLElement} make
 */
export function keyed(parent, items, key, make) {
  const old = new Map([...parent.children].map((child) => [/** @type {HTMLElement} */ (child).dataset.key, child]));
  let next = parent.firstElementChild;
  for (const item of items) {
    const name = key(item);
    const before = /** @type {HTMLElement | undefined} */ (old.get(name));
    const child = make(item, before);
    child.dataset.key = name;
    old.delete(name);
    if (child === next) next = next.nextElementSibling;
    else parent.insertBefore(child, next);
    if (before && before !== child) {
      if (before === next) next = next.nextElementSibling;
      before.remove();
    }
  }
  for (const gone of old.values()) gone.remove();
}
