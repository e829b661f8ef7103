/** The shop while nothing is broken: what a page does all day, each by a button. Meant for https://app.lab.test. */
export const SHOP_SCRIPT = `const API = 'https://api.lab.test/shop/';
const json = { 'Content-Type': 'application/json' };
const withSession = { credentials: 'include' };

async function read(path, init) {
  const response = await fetch(API + path, init);
  return response.status + ' ' + (await response.text());
}

async function account() {
  const { token } = await (await fetch('https://auth.lab.test/shop/token', { method: 'POST', ...withSession })).json();
  return read('account', { headers: { Authorization: 'Bearer ' + token } });
}

function watchStock() {
  return new Promise((resolve, reject) => {
    const stock = new EventSource(API + 'stock');
    stock.onmessage = ({ data }) => { stock.close(); resolve('an event: ' + data); };
    stock.onerror = () => { stock.close(); reject(new Error('the event stream failed')); };
  });
}

function chat() {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket('wss://api.lab.test/shop/chat');
    socket.onopen = () => socket.send('is the teapot still there?');
    socket.onmessage = ({ data }) => { socket.close(); resolve(data); };
    socket.onerror = () => reject(new Error('the WebSocket failed'));
  });
}

const actions = {
  products: () => read('products'),
  login: () => read('login', { method: 'POST', headers: json, body: '{"user":"ada"}', ...withSession }),
  me: () => read('me', withSession),
  cart: () => read('cart', { method: 'POST', headers: json, body: '{"product":1}', ...withSession }),
  order: () => read('orders/7', { method: 'PUT', headers: json, body: '{"state":"sent"}' }),
  account,
  photo: () => read('photos', { method: 'POST', headers: { 'Content-Type': 'image/png' }, body: new Uint8Array(20000) }),
  stock: watchStock,
  chat,
};

const said = document.querySelector('[data-shop-result]');
async function act(name) {
  const text = await actions[name]().catch(error => String(error));
  said.textContent = name + ': ' + text;
  return text;
}
for (const button of document.querySelectorAll('[data-shop]')) {
  button.addEventListener('click', () => act(button.dataset.shop));
}
window.shop = act;
`;
