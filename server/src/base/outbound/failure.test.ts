import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AddressBlockedError } from './address-guard.ts'
import { failureOf, toFailure } from './failure.ts'
import { explain } from './failure-texts.ts'

const error = (code: string, more: Record<string, unknown> = {}, message = 'libuv says so') =>
  Object.assign(new Error(message), { code, ...more })

describe('an error of a library in one line', () => {
  for (const [given, expected] of [
    [error('ECONNREFUSED', { address: '203.0.113.7', port: 443 }), 'ECONNREFUSED: 203.0.113.7:443'],
    [error('ECONNREFUSED', { address: '2001:db8::7', port: 443 }), 'ECONNREFUSED: [2001:db8::7]:443'],
    [error('UND_ERR_SOCKET', {}, 'other side closed'), 'ECONNRESET'],
    [error('EAI_AGAIN', { hostname: 'crm.example' }, 'getaddrinfo EAI_AGAIN crm.example'), 'DNS_FAILED: crm.example'],
    [
      error(
        'ERR_SSL_WRONG_VERSION_NUMBER',
        {},
        '00E0:error:0A00010B:SSL routines:ssl3_get_record:../deps/openssl/x.c:354',
      ),
      'NOT_TLS',
    ],
    [
      error('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', {}, '00E0:error:../deps/openssl/x.c'),
      'TLS_FAILED: tlsv1 alert protocol version',
    ],
    [error('DEPTH_ZERO_SELF_SIGNED_CERT', {}, 'self-signed certificate; if the root CA is...'), 'CERT_NOT_TRUSTED'],
    [
      error('ERR_TLS_CERT_ALTNAME_INVALID', {
        reason: "Host: a.example. is not in the cert's altnames: DNS:b.example",
      }),
      "CERT_WRONG_NAME: Host: a.example. is not in the cert's altnames: DNS:b.example",
    ],
    [
      Object.assign(new Error('Response does not match the HTTP/1.1 protocol (Expected HTTP/)'), {
        name: 'HTTPParserError',
      }),
      'NOT_HTTP: Expected HTTP/',
    ],
    [
      new AddressBlockedError({ code: 'address_blocked', reason: 'x.example leads to no public address', range: null }),
      'address_blocked: x.example leads to no public address',
    ],
    [new Error('what nobody\nthought of'), 'FAILED: what nobody thought of'],
  ] as [Error, string][]) {
    it(expected, () => assert.equal(failureOf(given), expected))
  }

  it('is never long, never two lines, and always storable', () => {
    const line = toFailure('FAILED', `a\0b\n${'😀'.repeat(400)}`)
    assert.ok(line.length < 320 && line.isWellFormed() && !/[\0\n]/.test(line))
  })
})

describe('what it means, and what to do', () => {
  it('in three languages, with what a person may look up', () => {
    const failure = { status: null, error: 'ECONNREFUSED: 203.0.113.7:443' }
    assert.match(explain(failure, 'en') ?? '', /^Nothing listens .* \[ECONNREFUSED: 203\.0\.113\.7:443\]$/)
    assert.match(explain(failure, 'pt-BR') ?? '', /^Nenhum programa/)
    assert.match(explain(failure, 'es') ?? '', /^Ningún programa/)
  })

  it('a redirect names the URL to enter, completed', () => {
    const moved = { status: 301, error: null, headers: { location: '/new' }, url: 'https://crm.example/old' }
    assert.match(explain(moved, 'en') ?? '', /enter this URL\. https:\/\/crm\.example\/new$/)
  })

  it('of what a breaker keeps (`HTTP 404`) it does not say that nobody is there', () => {
    assert.match(explain({ status: null, error: 'HTTP 404' }, 'en') ?? '', /^The host responds/)
  })

  it('2xx needs no words, unless it is a page for people', () => {
    assert.equal(explain({ status: 204, error: null }, 'en'), null)
    assert.equal(explain({ status: 200, error: null, headers: { 'content-type': 'application/json' } }, 'en'), null)
    assert.match(
      explain({ status: 200, error: null, headers: { 'content-type': 'text/html; charset=utf-8' } }, 'en') ?? '',
      /web page/,
    )
  })

  it('what no table knows is shown as it is', () => {
    assert.equal(explain({ status: null, error: 'skipped by hand' }, 'en'), 'skipped by hand')
    assert.equal(explain({ status: null, error: 'constructor: x' }, 'en'), 'constructor: x')
  })
})
