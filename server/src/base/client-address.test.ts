import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressKey, normalizeForwarded, parseAddress } from './client-address.ts'

test('an address is the same with a port, in brackets, in quotes, in another writing', () => {
  const cases = [
    ['203.0.113.7', '203.0.113.7'],
    [' 203.0.113.7:5678 ', '203.0.113.7'],
    ['2001:db8::7', '2001:db8::7'],
    ['[2001:db8::7]', '2001:db8::7'],
    ['[2001:DB8:0:0::7]:443', '2001:db8::7'],
    ['"[2001:db8::7]:443"', '2001:db8::7'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['[::ffff:203.0.113.7]:80', '203.0.113.7'],
  ] as const
  for (const [written, address] of cases) assert.equal(parseAddress(written), address, written)
  for (const none of ['', 'unknown', '_hidden', '7', '1.2.3', '1.2.3.4.5', '1.2.3.4:', '[::1', 'desk.example.com']) {
    assert.equal(parseAddress(none), undefined, none)
  }
})

test('a port does not make a new client, nor does another address of the same /64', () => {
  assert.equal(addressKey('203.0.113.7:1'), addressKey('203.0.113.7:2'))
  assert.equal(addressKey('[2001:db8::1]:1'), addressKey('2001:db8::ffff'))
  assert.notEqual(addressKey('2001:db8:0:1::1'), addressKey('2001:db8:0:2::1'))
  assert.equal(addressKey('unknown'), 'unknown')
})

test('of a chain of proxies each address is read', () => {
  assert.equal(normalizeForwarded('203.0.113.7:1, unknown,[2001:db8::7]:2'), '203.0.113.7, unknown, 2001:db8::7')
})
