import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  INTERNAL_PORTS,
  isUsualPort,
  MAX_URL_LENGTH,
  type OutboundPolicy,
  parsePorts,
  parseTarget,
  type TargetProblemCode,
} from './address-guard.ts'
import { parseCidrs } from './blocked-ranges.ts'

const policy = (changes: Partial<OutboundPolicy> = {}): OutboundPolicy => ({
  allow: [],
  allowHttp: true,
  ports: null,
  ...changes,
})

const REFUSED: Record<TargetProblemCode, readonly string[]> = {
  url_invalid: [
    '',
    '/hooks',
    'a b',
    'nonsense',
    '//example.com',
    'https://',
    'https://[fe80::1%25eth0]/',
    'https://1.2.3.256/',
    'https://a b/',
  ],
  scheme_missing: [
    'example.com',
    'example.com/hooks?a=1',
    'example.com:8443/hooks',
    'localhost:3000',
    'n8n:5678/webhook',
    '203.0.113.9/x',
    ' exemplo.com.br/gancho ',
  ],
  host_invalid: [
    'https://exam*ple.com/',
    'https://a..b/',
    'https://-a.com/',
    'https://a-.com/',
    'https://a,b.com/',
    `https://${'a'.repeat(64)}.com/`,
    `https://${'abc.'.repeat(70)}com/`,
  ],
  url_too_long: [
    `https://example.com/${'a'.repeat(MAX_URL_LENGTH)}`,
    `https://example.com/${'ç'.repeat(MAX_URL_LENGTH / 3)}`,
  ],
  scheme_not_allowed: [
    'ftp://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ws://example.com/',
    'gopher://example.com:70/',
  ],
  credentials_in_url: [
    'https://user@example.com/',
    'https://user:password@example.com/',
    'https://:password@example.com/',
  ],
  port_not_allowed: [
    'https://example.com:22/',
    'https://example.com:25/',
    'http://example.com:1023/',
    'http://example.com:6379/',
    'http://example.com:0/',
  ],
  address_blocked: [
    'https://localhost/',
    'https://localhost./',
    'https://LOCALHOST/',
    'https://n8n.localhost/',
    'https://a.b.localhost.:8080/',
    'https://ⓛocalhost/',
    'https://loc%61lhost/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://0x7f.1/',
    'https://127.1/',
    'https://127.0.0.1./',
    'https://１２７.０.０.１/',
    'https://127。0。0。1/',
    'https://0/',
    'https://0.0.0.0/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::127.0.0.1]/',
    'https://[0:0:0:0:0:ffff:7f00:1]/',
    'https://[64:ff9b::127.0.0.1]/',
    'https://[fe80::1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[fd00:ec2::254]/',
    'https:\\\\127.0.0.1\\',
    'https:127.0.0.1',
    ' https://127.0.0.1/ ',
    'ht\ntps://127.0\t.0.1/',
  ],
}

for (const [code, texts] of Object.entries(REFUSED)) {
  for (const text of texts) {
    test(`${JSON.stringify(text.slice(0, 60))} is refused: ${code}`, () => {
      const target = parseTarget(text, policy())
      assert.equal(target.ok, false)
      assert.equal(!target.ok && target.code, code)
    })
  }
}

const TAKEN = {
  'https://example.com/hooks?a=1': 'https://example.com/hooks?a=1',
  'http://example.com:8080': 'http://example.com:8080/',
  'https://EXAMPLE.com:443/': 'https://example.com/',
  'https://ação.example/': 'https://xn--ao-siap.example/',
  'https://8.8.8.8/': 'https://8.8.8.8/',
  'https://[2606:4700::1111]:8443/': 'https://[2606:4700::1111]:8443/',
  'https://127.0.0.1.example.com/': 'https://127.0.0.1.example.com/',
  'https://mylocalhost/': 'https://mylocalhost/',
  'https://example.com\\@127.0.0.1/': 'https://example.com/@127.0.0.1/',
}

for (const [text, href] of Object.entries(TAKEN)) {
  test(`${text} is taken`, () => {
    const target = parseTarget(text, policy())
    assert.equal(target.ok && target.url.href, href)
  })
}

test('http is taken only where it is allowed', () => {
  const target = parseTarget('http://example.com/', policy({ allowHttp: false }))
  assert.equal(!target.ok && target.code, 'scheme_not_allowed')
  assert.ok(parseTarget('https://example.com/', policy({ allowHttp: false })).ok)
})

test('the reason reads as a clause and names the row of the table', () => {
  const target = parseTarget('https://localhost/', policy())
  const { ok, ...problem } = target
  assert.equal(ok, false)
  assert.deepEqual(problem, {
    code: 'address_blocked',
    reason: 'localhost is this server itself (loopback)',
    range: 'loopback',
  })
})

test('what self-hosters allowed is taken', () => {
  const allow = parseCidrs('127.0.0.1/32, 10.0.0.0/8')
  for (const url of ['http://127.0.0.1:3000/', 'http://localhost:5678/', 'http://10.1.2.3/']) {
    assert.ok(parseTarget(url, policy({ allow })).ok, url)
  }
  assert.ok(!parseTarget('http://127.0.0.2/', policy({ allow })).ok)
})

test('ports: the usual ones, or exactly the named ones', () => {
  for (const port of [80, 443, 1024, 3000, 5678, 8080, 8443, 65_535]) assert.ok(isUsualPort(port), String(port))
  for (const port of [0, 1, 22, 25, 81, 1023, 65_536, ...INTERNAL_PORTS]) assert.ok(!isUsualPort(port), String(port))
  const named = policy({ ports: parsePorts('443, 6379 8000-8999') })
  for (const port of [443, 6379, 8000, 8999]) assert.ok(parseTarget(`https://example.com:${port}/`, named).ok)
  for (const port of [80, 7999, 9000]) assert.ok(!parseTarget(`https://example.com:${port}/`, named).ok)
  for (const bad of ['0', '65536', '9-8', 'http', '80-', '-80', '1-2-3']) {
    assert.throws(() => parsePorts(bad), new RegExp(`"${bad}" is not a port`))
  }
})
