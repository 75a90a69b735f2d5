/** The refusals of table-external.ts in Portuguese. */
import { notFoundInPortuguese, type Texts } from './row.ts'
import type { EXTERNAL_REFUSALS } from './table-external.ts'

export const PORTUGUESE_EXTERNAL: Texts<typeof EXTERNAL_REFUSALS> = {
  external_token_invalid: [
    'Token inválido',
    'O token falta, está errado, foi revogado ou não é deste endereço. Envie `authorization: Bearer <token>`; tokens são criados no painel.',
  ],
  external_scope_missing: ['Token sem este direito', 'Falta ao token o direito `{scope}`. Conceda-o no painel.'],
  external_params_off: [
    'Token no endereço está desligado',
    'Esta API não aceita o token no endereço, onde logs o guardam. Envie-o como cabeçalho ou libere isso no painel.',
  ],
  external_file_refused: ['O arquivo não pode ser enviado', 'Nada foi enviado: {reason}.'],
  external_file_empty: [
    'O arquivo está vazio',
    'Nada foi enviado, porque o arquivo não tem bytes. Envie um que tenha.',
  ],
  external_base64_invalid: [
    'O arquivo não está em base64',
    'Nada foi enviado: mediaMessage.media precisa ser base64, com ou sem o início data:.',
  ],
  external_base64_too_large: [
    'Arquivo grande demais para base64',
    'Em base64 um arquivo pode ter {limit}. Envie um maior como multipart/form-data ou por mediaUrl.',
  ],
  external_url_redirects: [
    'O endereço do arquivo redireciona',
    'Nada foi enviado: redirecionamentos não são seguidos. Envie {location} diretamente.',
  ],
  external_url_status: [
    'O arquivo não está no endereço',
    'Nada foi enviado: mediaUrl respondeu {status}. Confira o endereço.',
  ],
  external_url_unreachable: [
    'O arquivo não pôde ser baixado',
    'Nada foi enviado: o servidor de mediaUrl não respondeu ({reason}).',
  ],
  external_not_supported: ['Não faz parte do Recado', 'O Recado não tem {route}. Use {instead}.'],
  external_api_not_found: notFoundInPortuguese('Esta API'),
}
