import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dialledDigits, displayForm, variantsOf, waIdOf } from './phone.ts'

test('the wa_id follows the area: without the ninth digit from area 31 on', () => {
  const waIds: [dialled: string, waId: string][] = [
    ['+5531987650001', '553187650001'],
    ['553187650001', '553187650001'],
    ['+55 (11) 98765-4321', '5511987654321'],
    ['551187654321', '5511987654321'],
    ['+55 21 97777-0003', '5521977770003'],
    ['551177654321', '551177654321'],
    ['551132654321', '551132654321'],
    ['+525512345678', '5215512345678'],
    ['+541112345678', '5491112345678'],
    ['+351912345678', '351912345678'],
  ]
  for (const [dialled, waId] of waIds) assert.equal(waIdOf(dialled), waId, dialled)
})

test('both forms of a number lead to the same person', () => {
  assert.deepEqual(variantsOf('553187650001'), ['5531987650001', '553187650001'])
  assert.deepEqual(variantsOf('5531987650001'), variantsOf('553187650001'))
})

test('a national number gets the business country code, an international one is left alone', () => {
  assert.equal(dialledDigits('31987650001', '551140020001'), '5531987650001')
  assert.equal(dialledDigits('553187650001', '551140020001'), '553187650001')
  assert.equal(dialledDigits('+1 202 555 0100', '551140020001'), '12025550100')
})

test('numbers are shown as the Graph API shows them', () => {
  assert.equal(displayForm('551140020001'), '+55 11 4002-0001')
  assert.equal(displayForm('12025550100'), '+12025550100')
})
