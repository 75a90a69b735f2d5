/** The title of each notice of WhatsApp, in every language. One that is not here is shown in Meta's own words. */
import type { Language } from '../../base/language.ts'

type Words = Record<Language, string>
const words = (pt: string, en: string, es: string): Words => ({ 'pt-BR': pt, en, es })

const FIELDS = new Map<string, Words>([
  ['account_update', words('Conta do WhatsApp', 'WhatsApp account', 'Cuenta de WhatsApp')],
  ['account_alerts', words('Aviso sobre a conta', 'Notice about the account', 'Aviso sobre la cuenta')],
  ['account_review_update', words('Análise da conta', 'Review of the account', 'Revisión de la cuenta')],
  ['account_settings_update', words('Configuração da conta', 'Settings of the account', 'Configuración de la cuenta')],
  ['security', words('Segurança do número', 'Security of the number', 'Seguridad del número')],
  [
    'phone_number_quality_update',
    words('Qualidade e limite do número', 'Quality and limit of the number', 'Calidad y límite del número'),
  ],
  ['phone_number_name_update', words('Nome de exibição', 'Display name', 'Nombre visible')],
  ['business_capability_update', words('Limites da empresa', 'Limits of the business', 'Límites de la empresa')],
  [
    'business_username_update',
    words('Nome de usuário da empresa', 'Username of the business', 'Nombre de usuario de la empresa'),
  ],
  ['business_status_update', words('Situação da empresa', 'Status of the business', 'Estado de la empresa')],
  ['partner_solutions', words('Solução de parceiro', 'Partner solution', 'Solución de socio')],
  ['payment_configuration_update', words('Pagamentos', 'Payments', 'Pagos')],
  ['flows', words('Formulário (Flow)', 'Form (Flow)', 'Formulario (Flow)')],
  ['message_template_status_update', words('Modelo de mensagem', 'Message template', 'Plantilla')],
  [
    'message_template_quality_update',
    words('Qualidade de um modelo', 'Quality of a template', 'Calidad de una plantilla'),
  ],
  [
    'message_template_components_update',
    words('Conteúdo de um modelo', 'Content of a template', 'Contenido de una plantilla'),
  ],
  ['template_category_update', words('Categoria de um modelo', 'Category of a template', 'Categoría de una plantilla')],
  ['errors', words('Erro do número', 'Error of the number', 'Error del número')],
])

const EVENTS = new Map<string, Words>([
  ['PARTNER_REMOVED', words('parceiro removido', 'partner removed', 'socio quitado')],
  ['PARTNER_ADDED', words('parceiro adicionado', 'partner added', 'socio agregado')],
  ['PARTNER_APP_UNINSTALLED', words('app removido', 'app removed', 'app quitada')],
  ['PARTNER_APP_INSTALLED', words('app instalado', 'app installed', 'app instalada')],
  ['ACCOUNT_OFFBOARDED', words('desligada da API', 'taken off the API', 'retirada de la API')],
  ['ACCOUNT_RECONNECTED', words('ligada de novo', 'connected again', 'conectada de nuevo')],
  ['ACCOUNT_DELETED', words('conta excluída', 'account deleted', 'cuenta eliminada')],
  ['ACCOUNT_VIOLATION', words('violação das regras', 'rules broken', 'infracción de las reglas')],
  ['ACCOUNT_RESTRICTION', words('restrição', 'restricted', 'restricción')],
  ['DISABLED_UPDATE', words('desativação', 'disabling', 'desactivación')],
  ['APPROVED', words('aprovado', 'approved', 'aprobado')],
  ['REJECTED', words('recusado', 'rejected', 'rechazado')],
  ['DECLINED', words('recusado', 'declined', 'rechazado')],
  ['PENDING', words('em análise', 'under review', 'en revisión')],
  ['DEFERRED', words('adiado', 'deferred', 'aplazado')],
  ['PAUSED', words('pausado', 'paused', 'en pausa')],
  ['DISABLED', words('desativado', 'disabled', 'desactivado')],
  ['REINSTATED', words('de volta', 'reinstated', 'restablecido')],
  ['FLAGGED', words('sinalizado', 'flagged', 'marcado')],
  ['UNFLAGGED', words('não mais sinalizado', 'no longer flagged', 'ya no marcado')],
  ['DELETED', words('excluído', 'deleted', 'eliminado')],
  ['UPGRADE', words('limite maior', 'higher limit', 'límite mayor')],
  ['DOWNGRADE', words('limite menor', 'lower limit', 'límite menor')],
  ['ONBOARDING', words('começo', 'onboarding', 'inicio')],
  ['THROUGHPUT_UPGRADE', words('mais mensagens por segundo', 'more messages a second', 'más mensajes por segundo')],
  ['PIN_CHANGED', words('PIN alterado', 'PIN changed', 'PIN cambiado')],
  ['PIN_RESET_REQUEST', words('pedido de novo PIN', 'new PIN asked for', 'nuevo PIN solicitado')],
  ['PIN_RESET_SUCCESS', words('PIN trocado', 'PIN replaced', 'PIN reemplazado')],
  ['GREEN', words('alta', 'high', 'alta')],
  ['YELLOW', words('média', 'medium', 'media')],
  ['RED', words('baixa', 'low', 'baja')],
  ['MARKETING', words('marketing', 'marketing', 'marketing')],
  ['UTILITY', words('utilidade', 'utility', 'utilidad')],
  ['AUTHENTICATION', words('autenticação', 'authentication', 'autenticación')],
])

export function noticeTitle({ field, event }: { field: string; event: string | null }, language: Language): string {
  const what = FIELDS.get(field)?.[language] ?? field
  return event === null ? what : `${what}: ${EVENTS.get(event)?.[language] ?? event}`
}
