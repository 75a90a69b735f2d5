/** The texts of e-mails: in three languages, with the link, and safe against hostile names. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Language } from '../../base/language.ts'
import { hashCode, linkTo, newCode } from './link.ts'
import { confirmMail, invitationMail, type MailText, newPasswordMail } from './mail-texts.ts'

const LANGUAGES: Language[] = ['pt-BR', 'en', 'es']
const MAILS = { invitationMail, newPasswordMail, confirmMail }
const about = { company: 'Padaria da Rosa', link: 'https://desk.example.com/invitation#abc' }

const each = (check: (write: (company: string) => MailText, name: string) => void) => {
  for (const [name, mail] of Object.entries(MAILS)) {
    for (const language of LANGUAGES) check(company => mail(language, { ...about, company }), `${name} in ${language}`)
  }
}

test('each mail names its company in each language, and has the link on a line of its own', () => {
  each((write, name) => {
    const { subject, text } = write(about.company)
    assert.ok(subject.length > 10 && subject.length < 120, name)
    assert.ok(text.includes('Padaria da Rosa'), name)
    assert.ok(text.split('\n').includes(about.link), `${name}: ${text}`)
  })
})

test('the three languages of a mail are three texts, and the three mails are told apart by their subjects', () => {
  for (const [name, mail] of Object.entries(MAILS)) {
    const texts = LANGUAGES.map(language => mail(language, about))
    assert.equal(new Set(texts.map(({ text }) => text)).size, 3, name)
    assert.equal(new Set(texts.map(({ subject }) => subject)).size, 3, name)
  }
  for (const language of LANGUAGES) {
    assert.equal(new Set(Object.values(MAILS).map(mail => mail(language, about).subject)).size, 3, language)
  }
})

test('every language says that nothing happens if the reader did not ask for it', () => {
  const calming = { 'pt-BR': /não faça nada/, en: /do nothing/, es: /no haga nada/ }
  for (const mail of Object.values(MAILS)) {
    for (const language of LANGUAGES) assert.match(mail(language, about).text, calming[language])
  }
})

test('a name of several lines stays on one, so that it writes no header and no paragraph of its own', () => {
  each((write, name) => {
    const plain = write('Loja')
    const hostile = write('Loja\r\nBcc: all@evil.test\n\nhttps://evil.test')
    assert.ok(!/[\r\n]/.test(hostile.subject), name)
    assert.equal(hostile.text.split('\n').length, plain.text.split('\n').length, name)
  })
})

test('a name is cut at a hundred characters, and no emoji in the middle', () => {
  assert.ok(invitationMail('en', { ...about, company: 'x'.repeat(100) }).subject.startsWith(`${'x'.repeat(100)} `))
  assert.ok(invitationMail('en', { ...about, company: 'x'.repeat(101) }).subject.startsWith(`${'x'.repeat(100)} `))
  const { subject, text } = invitationMail('en', { ...about, company: `${'x'.repeat(99)}🍞` })
  assert.ok(subject.isWellFormed() && text.isWellFormed(), 'half a surrogate pair is removed')
})

test('whatever a company is called, its mails are whole text with one link', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 250 }), company => {
      each((write, name) => {
        const { subject, text } = write(company)
        assert.ok(subject.isWellFormed() && text.isWellFormed(), name)
        assert.ok(!/[\r\n]/.test(subject), name)
        assert.equal(text.split('\n').filter(line => line === about.link).length, 1, name)
      })
    }),
    { numRuns: 60 },
  )
})

test('a code is behind the #, which browsers do not send, and cannot be guessed from another one', () => {
  const codes = Array.from({ length: 50 }, newCode)
  assert.equal(new Set(codes).size, 50)
  for (const code of codes) {
    assert.match(code, /^[\w-]{43}$/)
    const url = new URL(linkTo('https://desk.example.com', 'new-password', code))
    assert.deepEqual([url.pathname, url.search, url.hash], ['/new-password', '', `#${code}`])
    assert.ok(!hashCode(code).toString('base64url').includes(code))
  }
  assert.deepEqual(hashCode('a'), hashCode('a'))
  assert.notDeepEqual(hashCode('a'), hashCode('A'))
})
