import { describe, expect, it } from 'vitest';
import { addressSpaceOf, hostAddressSpace } from '../../shared/cors/address-space.ts';

describe('addressSpaceOf', () => {
  it.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.0.3', 'loopback'],
    ['::1', 'loopback'],
    ['[::1]', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['10.0.0.7', 'local'],
    ['172.16.0.1', 'local'],
    ['172.32.0.1', 'public'],
    ['192.168.178.20', 'local'],
    ['169.254.1.1', 'local'],
    ['100.64.0.1', 'local'],
    ['100.128.0.1', 'public'],
    ['0.0.0.0', 'local'],
    ['fc00::1', 'local'],
    ['fd12:3456::1', 'local'],
    ['fe80::1', 'local'],
    ['fe80::1%eth0', 'local'],
    ['::ffff:192.168.0.1', 'local'],
    ['::ffff:8.8.8.8', 'public'],
    ['8.8.8.8', 'public'],
    ['2001:4860:4860::8888', 'public'],
    ['example.com', null],
    ['010.0.0.1', null],
    ['', null],
  ])('%s: %s', (address, space) => {
    expect(addressSpaceOf(address)).toBe(space);
  });
});

describe('hostAddressSpace', () => {
  it.each([
    ['localhost', 'loopback'],
    ['App.LOCALHOST', 'loopback'],
    ['printer.local', 'local'],
    ['printer.local.', 'local'],
    ['10.0.0.7', 'local'],
    ['[::1]', 'loopback'],
    ['93.184.216.34', 'public'],
    ['app.example.com', null],
    ['notlocalhost', null],
  ])('%s: %s', (host, space) => {
    expect(hostAddressSpace(host)).toBe(space);
  });
});
