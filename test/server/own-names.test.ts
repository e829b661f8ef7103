import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { isOwnName, ownHosts } from '../../proxy/own-names.ts';

/** An address of this machine that is not loopback; made up where it has none. */
const outside = Object.values(networkInterfaces())
  .flatMap(each => each ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

describe('the names under which corscope knows itself', () => {
  it.each([
    { desc: 'loopback', listening: '127.0.0.1', port: 4321, host: '127.0.0.1:4321', own: true },
    { desc: 'localhost', listening: '127.0.0.1', port: 4321, host: 'localhost:4321', own: true },
    { desc: 'loopback of IPv6, in brackets', listening: '::1', port: 4321, host: '[::1]:4321', own: true },
    { desc: 'the address it listens on', listening: '10.0.0.7', port: 4321, host: '10.0.0.7:4321', own: true },
    { desc: 'the name it listens on, in lower case', listening: 'Devbox', port: 4321, host: 'devbox:4321', own: true },
    { desc: 'another name', listening: '127.0.0.1', port: 4321, host: 'devbox:4321', own: false },
    { desc: 'another port', listening: '127.0.0.1', port: 4321, host: '127.0.0.1:80', own: false },
    {
      desc: 'no port where it is not the usual one',
      listening: '127.0.0.1',
      port: 4321,
      host: '127.0.0.1',
      own: false,
    },
    { desc: 'no port where it is the usual one', listening: '127.0.0.1', port: 80, host: 'localhost', own: true },
    { desc: 'the usual port, written', listening: '127.0.0.1', port: 80, host: 'localhost:80', own: true },
  ])('$desc: $own', ({ listening, port, host, own }) => {
    expect(ownHosts(listening, port).has(host)).toBe(own);
  });

  it.each([
    { desc: 'loopback', name: '127.0.0.1', listening: '127.0.0.1', own: true },
    { desc: 'all of 127/8', name: '127.1.2.3', listening: '0.0.0.0', own: true },
    { desc: 'a wildcard', name: '0.0.0.0', listening: '127.0.0.1', own: true },
    { desc: 'another machine', name: '192.0.2.1', listening: '0.0.0.0', own: false },
    {
      desc: 'this machine, where only loopback is listened on',
      name: outside ?? '192.0.2.1',
      listening: '127.0.0.1',
      own: false,
    },
    {
      desc: 'this machine, where every address is listened on',
      name: outside ?? '127.0.0.1',
      listening: '0.0.0.0',
      own: true,
    },
  ])('a request for itself, $desc: $own', ({ name, listening, own }) => {
    expect(isOwnName(name, listening)).toBe(own);
  });
});
