/** The refusals of table-access.ts in Portuguese. */
import { notFoundInPortuguese, type Texts } from './row.ts'
import type { ACCESS_REFUSALS } from './table-access.ts'

export const PORTUGUESE_ACCESS: Texts<typeof ACCESS_REFUSALS> = {
  not_signed_in: ['Não autenticado', 'Entre no painel ou envie uma chave de API em `authorization: Bearer <chave>`.'],
  wrong_credentials: [
    'E-mail ou senha incorretos',
    'Confira os dois. Um administrador da empresa pode definir uma nova senha.',
  ],
  invalid_api_key: [
    'Chave de API desconhecida',
    'A chave não existe, expirou ou foi revogada. Crie outra nas configurações.',
  ],
  not_operator: [
    'Não é para esta empresa',
    'Este servidor tem várias empresas. Quem o opera diz em OPERATOR_COMPANY os administradores de qual delas veem o estado dele.',
  ],
  not_allowed: [
    'Sem permissão',
    'Seu perfil ou sua chave de API não permite isto. Fale com um administrador da empresa.',
  ],
  origin_not_allowed: [
    'Requisição de outro site',
    'Um navegador enviou isto de {origin}. Use o painel em seu endereço ou ajuste PUBLIC_URL.',
  ],
  wrong_setup_code: [
    'Código de instalação incorreto',
    'O servidor mostra o código ao iniciar e o guarda no arquivo setup-code de DATA_DIR.',
  ],
  setup_done: [
    'Já configurado',
    'O primeiro administrador já existe. Entre, ou rode `recado create-admin` no servidor.',
  ],
  last_admin: ['Último administrador', 'A empresa precisa de ao menos um administrador ativo. Nomeie outro antes.'],
  second_factor_required: [
    'Segundo fator obrigatório',
    'A sua empresa exige um segundo fator. Configure-o antes em Configurações > Segurança.',
  ],
  second_factor_over: [
    'Comece de novo',
    'O tempo para o código acabou ou houve códigos errados demais. Entre de novo.',
  ],
  second_factor_code_used: [
    'O código já foi usado',
    'Este código já abriu uma sessão. Entre de novo com o próximo que o seu aplicativo mostrar.',
  ],
  second_factor_on: ['O segundo fator está ativo', 'Já existe um segundo fator. Desative-o antes de configurar outro.'],
  second_factor_off: [
    'O segundo fator está desativado',
    'Nenhum segundo fator está configurado. Comece por configurar um.',
  ],
  link_over: [
    'O link não vale mais',
    'Este link já foi usado, substituído ou cancelado, ou o prazo dele acabou. Peça um novo.',
  ],
  invited_already: ['Já convidado', 'Este e-mail já foi convidado. Envie o convite novamente ou cancele-o antes.'],
  too_many_invitations: [
    'Convites demais',
    'Uma empresa tem no máximo {limit} convites em aberto. Cancele os que ninguém vai aceitar.',
  ],
  mail_not_configured: [
    'Sem servidor de e-mail',
    'Este servidor não envia e-mails. Peça um link a um administrador da sua empresa.',
  ],
  mail_failed: [
    'E-mail não enviado',
    'O servidor de e-mail não aceitou a mensagem. Tente mais tarde ou entregue um link.',
  ],
  invitation_not_found: notFoundInPortuguese('O convite'),
  session_not_found: notFoundInPortuguese('A sessão'),
}
