import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { test } from 'node:test'
import { encrypt, isPublicKey, newKeyPair, vapid } from './encrypt.ts'

const bytes = (text: string) => Buffer.from(text, 'base64url')

test('the example of RFC 8291 is reproduced byte for byte', () => {
  const browser = {
    publicKey: bytes('BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4'),
    auth: bytes('BTBZMqHH6r4Tts7J_aSIgg'),
  }
  const pair = {
    publicKey: bytes('BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8'),
    privateKey: bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'),
  }
  const body = encrypt('When I grow up, I want to be a watermelon', browser, {
    salt: bytes('DGv6ra1nlYgDCS1FRnbzlw'),
    pair,
  })
  assert.equal(
    body.toString('base64url'),
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  )
})

test('the token says for which service it is, and is signed by the key that it names', () => {
  const pair = newKeyPair()
  const header = vapid(new URL('https://push.example.net/send/abc'), pair, 'https://recado.example')
  const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(header) ?? []
  const [head = '', claims = '', signature = ''] = token.split('.')
  assert.equal(JSON.parse(bytes(claims).toString()).aud, 'https://push.example.net')
  assert.deepEqual(bytes(key), pair.publicKey)
  const [x, y] = [pair.publicKey.subarray(1, 33), pair.publicKey.subarray(33)].map(part => part.toString('base64url'))
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: x!, y: y! } })
  const isSigned = (text: string) =>
    verify('sha256', Buffer.from(text), { key: publicKey, dsaEncoding: 'ieee-p1363' }, bytes(signature))
  assert.ok(isSigned(`${head}.${claims}`))
  assert.ok(!isSigned(`${head}.${claims}x`))
})

test('bytes that are not a point of the curve are refused as a key', () => {
  const { publicKey } = newKeyPair()
  assert.ok(isPublicKey(publicKey))
  const bent = Buffer.from(publicKey)
  bent[40]! ^= 1
  assert.ok(!isPublicKey(bent))
  assert.ok(!isPublicKey(publicKey.subarray(1)))
  assert.ok(!isPublicKey(Buffer.alloc(65)))
})
