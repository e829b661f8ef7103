/** The name under which the script finds its way out; the script removes it before any script of the page can see it. */
export const OBSERVER_BINDING = 'corscopeObserver';

/**
 * Runs in every page and worker before its own scripts, and says for each fetch and XMLHttpRequest with which credentials,
 * mode and redirect mode it begins, and when the call has returned: what the browser sends meanwhile is that request. A
 * fetch that the browser does not even begin is known by the method, URL and page that are told with it.
 *
 * Nothing that a page can do with these functions is to end otherwise than without: they are proxies of the native ones
 * (same name, length, receiver, errors and promise), `Function.prototype.toString` shows the native source text, and no
 * getter of the page's own is called, nor any body read. Where a value could only be had that way it is left open: `?`.
 */
export const OBSERVER_SCRIPT = `(() => {
  const tell = globalThis.${OBSERVER_BINDING};
  if (typeof tell !== 'function') return;
  delete globalThis.${OBSERVER_BINDING};
  const { apply, getOwnPropertyDescriptor, getPrototypeOf, defineProperty } = Reflect;
  const natives = new WeakMap();
  const nativeOf = WeakMap.prototype.get.bind(natives);

  const find = (object, key) => {
    for (let at = object; at !== null; at = getPrototypeOf(at)) {
      const property = getOwnPropertyDescriptor(at, key);
      if (property !== undefined) return { at, property };
    }
    return null;
  };
  const getter = (name, key) => globalThis[name] && getOwnPropertyDescriptor(globalThis[name].prototype, key)?.get;
  const MEMBERS = ['credentials', 'mode', 'redirect'];
  const DEFAULTS = ['same-origin', 'cors', 'follow'];
  const requestGetters = MEMBERS.map(key => getter('Request', key));
  const withCredentials = getter('XMLHttpRequest', 'withCredentials');

  const isObject = value => (typeof value === 'object' && value !== null) || typeof value === 'function';
  const fromRequest = (input, index) => {
    if (!isObject(input)) return DEFAULTS[index];
    try {
      return apply(requestGetters[index], input, []);
    } catch {
      return DEFAULTS[index];
    }
  };
  const fromInit = (init, index) => {
    const found = isObject(init) ? find(init, MEMBERS[index]) : null;
    if (found === null) return undefined;
    const { get, set, value } = found.property;
    if (get === undefined && set === undefined) return value;
    return get === requestGetters[index] ? apply(get, init, []) : '?';
  };
  const asked = (input, init, index) => {
    const value = fromInit(init, index);
    if (value === undefined) return fromRequest(input, index);
    return typeof value === 'string' ? value : '?';
  };

  const requestUrl = getter('Request', 'url');
  const requestMethod = getter('Request', 'method');
  const href = getter('URL', 'href');
  const baseUri = getter('Node', 'baseURI');
  const { URL: NativeUrl, document } = globalThis;
  // not the location itself: a worker that has not begun yet has none, and Chromium ends the process that asks for it
  const location = find(globalThis, 'location').property.get;
  const here = () => apply(location, globalThis, []).href;
  const tryGet = (get, input) => {
    try {
      return apply(get, input, []);
    } catch {
      return undefined;
    }
  };
  const urlOf = input => {
    if (isObject(input)) return tryGet(requestUrl, input) ?? tryGet(href, input) ?? '';
    if (typeof input !== 'string') return '';
    const base = document ? apply(baseUri, document, []) : here();
    try {
      return apply(href, new NativeUrl(input, base), []);
    } catch {
      return '';
    }
  };
  const methodOf = (input, init) => {
    const found = isObject(init) ? find(init, 'method') : null;
    const value = found?.property.value ?? (isObject(input) ? tryGet(requestMethod, input) : undefined) ?? 'GET';
    return typeof value === 'string' ? value : '?';
  };

  const describeFetch = (self, { 0: input, 1: init }) =>
    asked(input, init, 0) + ' ' + asked(input, init, 1) + ' ' + asked(input, init, 2) + ' ' + methodOf(input, init) +
    '\\n' + urlOf(input) + '\\n' + here();
  const describeSend = self => (apply(withCredentials, self, []) ? 'include' : 'same-origin') + ' cors follow';

  const wrap = (object, key, trap) => {
    const found = find(object, key);
    if (found === null || typeof found.property.value !== 'function') return;
    const proxy = new Proxy(found.property.value, { __proto__: null, apply: trap });
    natives.set(proxy, found.property.value);
    defineProperty(found.at, key, { __proto__: null, ...found.property, value: proxy });
  };
  const telling = describe => (target, self, args) => {
    let told = false;
    try {
      tell('begin ' + describe(self, args));
      told = true;
    } catch {}
    try {
      return apply(target, self, args);
    } finally {
      if (told) tell('end');
    }
  };

  wrap(globalThis, 'fetch', telling(describeFetch));
  if (withCredentials) wrap(XMLHttpRequest.prototype, 'send', telling(describeSend));
  wrap(Function.prototype, 'toString', (target, self, args) => apply(target, isObject(self) ? nativeOf(self) ?? self : self, args));
})()`;
