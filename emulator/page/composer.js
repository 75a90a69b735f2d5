import { excerpt } from './contents.js'
import { desk } from './desk.js'
import { at } from './dom.js'
import { openMenu } from './menus.js'
import { startRecording } from './recorder.js'
import { openChat, person, state, stopReferring } from './state.js'
import { say } from './words.js'

/** Where a customer writes: text, answers and edits, files, samples, and voice notes from the microphone. */
export function write(message) {
  const { phoneNumberId, groupId } = openChat()
  return desk.write({ from: state.me, phoneNumberId, ...(groupId && { groupId }), ...message })
}

const replyTo = () => (state.answering ? { replyTo: state.answering.id } : {})

export function refer(message, isEdit) {
  state.answering = isEdit ? null : message
  state.editing = isEdit ? message : null
  if (isEdit) at('text').value = message.content.body ?? message.content.caption ?? ''
  drawComposer()
  at('text').focus()
}

export function forget() {
  if (state.editing) at('text').value = ''
  stopReferring()
  drawComposer()
}

export function drawComposer() {
  const referred = state.editing ?? state.answering
  at('reply-to').hidden = !referred
  if (referred) {
    at('reply-kind').textContent = say(state.editing ? 'editing' : 'replying')
    at('reply-text').textContent = excerpt(referred)
  }
  at('composer').inert = !person() || !openChat()
  const isEmpty = at('text').value.trim() === ''
  at('send').hidden = isEmpty && !state.editing
  at('record').hidden = !at('send').hidden
}

/** The field is free at once: what is typed while a message is on its way is the next one. */
async function submit() {
  const text = at('text').value.trim()
  if (text === '' || !openChat()) return
  const message = state.editing
    ? { type: 'edit', messageId: state.editing.id, text }
    : { type: 'text', text, ...replyTo() }
  at('text').value = ''
  stopReferring()
  drawComposer()
  try {
    await write(message)
  } catch (error) {
    if (at('text').value === '') at('text').value = text
    drawComposer()
    throw error
  }
}

const samples = {
  image: {},
  video: {},
  audio: {},
  document: {},
  sticker: {},
  location: { latitude: -19.9245, longitude: -43.9352, name: 'Praça Sete', address: 'Av. Afonso Pena, Belo Horizonte' },
  contacts: {
    contacts: [
      {
        name: { formatted_name: 'Caio Lima', first_name: 'Caio' },
        phones: [{ phone: '+55 31 98888-0002', wa_id: '553188880002', type: 'CELL' }],
      },
    ],
  },
}

const accepted = { image: 'image/jpeg,image/png', video: 'video/mp4,video/3gpp', audio: 'audio/*', document: '' }

function pickFile(kind, attempt) {
  const input = at('file')
  input.accept = accepted[kind]
  input.value = ''
  input.onchange = () =>
    attempt(async () => {
      const [file] = input.files
      if (!file) return
      const { mediaId } = await desk.upload(file)
      const caption = at('text').value.trim()
      await write({
        type: kind,
        media: { mediaId },
        ...(kind === 'audio' ? { voice: false } : caption && { caption }),
        ...replyTo(),
      })
      if (kind !== 'audio') at('text').value = ''
      forget()
    })
  input.click()
}

let recording = null

async function record() {
  try {
    recording = await startRecording()
  } catch {
    throw new Error(say('noMicrophone'))
  }
  at('recording').hidden = false
  at('finish-recording').focus()
}

async function endRecording(isWanted) {
  const running = recording
  recording = null
  at('recording').hidden = true
  at('record').focus()
  if (!running) return
  if (!isWanted) return running.discard()
  const { mediaId } = await desk.upload(await running.finish())
  await write({ type: 'audio', voice: true, media: { mediaId }, ...replyTo() })
  forget()
}

/** `attempt` runs what a tap asked for and shows what went wrong. */
export function listenToComposer(attempt) {
  at('composer').addEventListener('submit', event => {
    event.preventDefault()
    void attempt(submit)
  })
  at('text').addEventListener('input', drawComposer)
  at('text').addEventListener('keydown', event => {
    if (event.key === 'Escape') forget()
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    void attempt(submit)
  })
  at('cancel-reply').addEventListener('click', forget)
  at('attach').addEventListener('click', event => openMenu(at('attach-menu'), event.currentTarget))
  at('attach-menu').addEventListener('click', event => {
    const { pick, sample } = event.target.closest('button')?.dataset ?? {}
    if (!pick && !sample) return
    at('attach-menu').hidePopover()
    if (pick) pickFile(pick, attempt)
    else void attempt(() => write({ type: sample, ...samples[sample], ...replyTo() }).then(forget))
  })
  at('record').addEventListener('click', () => attempt(record))
  at('finish-recording').addEventListener('click', () => attempt(() => endRecording(true)))
  at('discard-recording').addEventListener('click', () => attempt(() => endRecording(false)))
}
