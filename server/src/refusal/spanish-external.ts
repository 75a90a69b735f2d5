/** The refusals of table-external.ts in Spanish. */
import { notFoundInSpanish, type Texts } from './row.ts'
import type { EXTERNAL_REFUSALS } from './table-external.ts'

export const SPANISH_EXTERNAL: Texts<typeof EXTERNAL_REFUSALS> = {
  external_token_invalid: [
    'Token no válido',
    'El token falta, es incorrecto, fue revocado o no es de esta dirección. Envíe `authorization: Bearer <token>`; los tokens se crean en el panel.',
  ],
  external_scope_missing: [
    'El token no tiene este derecho',
    'Al token le falta el derecho `{scope}`. Concédalo en el panel.',
  ],
  external_params_off: [
    'El token en la dirección está desactivado',
    'Esta API no acepta el token en la dirección, donde los registros lo guardan. Envíelo como encabezado o permítalo en el panel.',
  ],
  external_file_refused: ['El archivo no se puede enviar', 'No se envió nada: {reason}.'],
  external_file_empty: [
    'El archivo está vacío',
    'No se envió nada, porque el archivo no tiene bytes. Envíe uno que los tenga.',
  ],
  external_base64_invalid: [
    'El archivo no está en base64',
    'No se envió nada: mediaMessage.media debe ser base64, con o sin el inicio data:.',
  ],
  external_base64_too_large: [
    'Archivo demasiado grande para base64',
    'En base64 un archivo puede tener {limit}. Envíe uno mayor como multipart/form-data o por mediaUrl.',
  ],
  external_url_redirects: [
    'La dirección del archivo redirige',
    'No se envió nada: no se siguen redirecciones. Envíe {location} directamente.',
  ],
  external_url_status: [
    'El archivo no está en la dirección',
    'No se envió nada: mediaUrl respondió {status}. Revise la dirección.',
  ],
  external_url_unreachable: [
    'El archivo no se pudo descargar',
    'No se envió nada: el servidor de mediaUrl no respondió ({reason}).',
  ],
  external_not_supported: ['No es parte de Recado', 'Recado no tiene {route}. Use {instead}.'],
  external_api_not_found: notFoundInSpanish('Esta API'),
}
