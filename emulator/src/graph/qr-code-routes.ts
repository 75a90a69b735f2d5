import type { Emulation } from '../emulation.ts'
import type { BusinessNumber, QrCode } from '../world/state.ts'
import { GraphError, type Json, missing, tooLong } from './graph-error.ts'
import { baseUrlOf, type GraphRequest, numberAt, type On, success } from './graph-route.ts'
import { pageOf } from './paging.ts'

const MAX_MESSAGE = 140

/** QR codes and short links that open a chat with a prepared message. */
export function qrCodeRoutes(on: On, emulation: Emulation): void {
  const codeAt = (number: BusinessNumber, code: unknown): QrCode => {
    const found = number.qrCodes.get(String(code))
    if (!found) throw new GraphError(100, 'The QR code does not exist.')
    return found
  }
  const shown = (code: QrCode, fields: unknown): Json => {
    const wanted = typeof fields === 'string' ? fields : ''
    const { qr_image_url, ...rest } = code
    return { ...rest, ...(wanted.includes('qr_image_url') && qr_image_url !== undefined && { qr_image_url }) }
  }

  // A client that leaves out the code still ends its path with a slash.
  for (const path of ['/:id/message_qrdls', '/:id/message_qrdls/']) {
    on('GET', path, ({ request, parameters }) => {
      const codes = [...numberAt(emulation, request).qrCodes.values()]
      return pageOf(
        request,
        codes.map(code => shown(code, parameters.fields)),
      )
    })
  }
  on('GET', '/:id/message_qrdls/:part', ({ request, parameters }) => ({
    data: [shown(codeAt(numberAt(emulation, request), request.params.part), parameters.fields)],
  }))

  on('POST', '/:id/message_qrdls', ({ request, parameters }) => {
    const number = numberAt(emulation, request)
    const prefilled_message = messageOf(parameters)
    if (parameters.code !== undefined) return rename(codeAt(number, parameters.code), prefilled_message)
    return createCode(emulation, request, number, prefilled_message, parameters.generate_qr_image)
  })
  on('POST', '/:id/message_qrdls/:part', ({ request, parameters }) =>
    rename(codeAt(numberAt(emulation, request), request.params.part), messageOf(parameters)),
  )

  on('DELETE', '/:id/message_qrdls/:part', ({ request }) => {
    const number = numberAt(emulation, request)
    number.qrCodes.delete(codeAt(number, request.params.part).code)
    return success
  })
}

function messageOf({ prefilled_message }: Json): string {
  if (typeof prefilled_message !== 'string' || prefilled_message === '') throw missing('prefilled_message')
  if ([...prefilled_message].length > MAX_MESSAGE) throw tooLong('prefilled_message', MAX_MESSAGE)
  return prefilled_message
}

function rename(code: QrCode, prefilled_message: string): Json {
  code.prefilled_message = prefilled_message
  const { qr_image_url: _, ...shown } = code
  return shown
}

function createCode(
  { world }: Emulation,
  request: GraphRequest,
  number: BusinessNumber,
  prefilled_message: string,
  image: unknown,
): Json {
  const code = world.ids.qrCode()
  const format = String(image ?? '').toLowerCase()
  const made: QrCode = {
    code,
    prefilled_message,
    deep_link_url: `https://wa.me/message/${code}`,
    ...((format === 'png' || format === 'svg') && {
      qr_image_url: `${baseUrlOf(request)}/${number.phoneNumberId}/qr_images/${code}.${format}`,
    }),
  }
  number.qrCodes.set(code, made)
  return made
}
