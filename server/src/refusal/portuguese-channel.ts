/** The refusals of table-channel.ts in Portuguese. */
import type { Texts } from './row.ts'
import type { CHANNEL_REFUSALS } from './table-channel.ts'

export const PORTUGUESE_CHANNEL: Texts<typeof CHANNEL_REFUSALS> = {
  channel_inactive: ['Canal inativo', 'O canal {channelId} está desligado. Ative-o nas configurações.'],
  message_empty: ['Nada a enviar', 'Informe um texto, uma mídia ou ambos.'],
  message_not_changeable: [
    'Mensagem não pode ser alterada',
    'Só mensagens enviadas por você, e no prazo do WhatsApp, podem ser editadas ou apagadas.',
  ],
  service_window_closed: [
    'Janela de atendimento fechada',
    'O contato escreveu há mais de 24 horas. O WhatsApp só aceita um modelo aprovado.',
  ],
  template_not_found: [
    'Modelo não encontrado',
    'Este canal não tem o modelo `{name}` em {language}. Atualize a lista de modelos.',
  ],
  template_not_approved: [
    'Modelo não aprovado',
    'O WhatsApp só aceita modelos aprovados; `{name}` está {status}. Escolha outro.',
  ],
  waba_id_required: [
    'Falta o ID da conta',
    'Os modelos e a inscrição pertencem à conta do WhatsApp Business: informe o ID dela (`wabaId`) no canal.',
  ],
  media_empty: ['Arquivo vazio', 'O arquivo não tem conteúdo. Envie outro.'],
  media_on_its_way: [
    'Arquivo a caminho',
    'O WhatsApp ainda não entregou este arquivo. Ele está sendo buscado; tente de novo em meio minuto.',
  ],
  media_never_came: [
    'O arquivo nunca veio',
    'O WhatsApp não entregou este arquivo e não vai mais entregar. A mensagem diz por quê.',
  ],
  media_missing: ['Arquivo perdido', 'Este arquivo chegou e sumiu do servidor. Peça que enviem de novo.'],
  media_too_large: ['Mídia grande demais', 'O WhatsApp aceita no máximo {limit} deste tipo. Envie um arquivo menor.'],
  media_type_not_allowed: [
    'Tipo de mídia não aceito',
    'O WhatsApp não aceita {type}. Ele aceita JPEG, PNG e WebP; MP4 e 3GP; AAC, AMR, MP3 e OGG (Opus); PDF, Word, Excel, PowerPoint e texto. Converta o arquivo, ou envie o endereço dele em `mediaLink`.',
  ],
  whatsapp_refused: ['O WhatsApp recusou', 'O WhatsApp respondeu: {reason}'],
  whatsapp_unreachable: ['WhatsApp inacessível', 'Sem resposta do WhatsApp. Tente novamente em instantes.'],
  callback_unreachable: [
    'O WhatsApp não alcança o endereço',
    'O WhatsApp consultou {url} e não recebeu a resposta certa: {reason}. Defina PUBLIC_URL com um endereço https que a internet alcance, ou inscreva sem trocar o endereço.',
  ],
  pin_wrong: [
    'PIN errado',
    'O número tem outro PIN na verificação em duas etapas. Use esse, ou redefina-o no Gerenciador do WhatsApp.',
  ],
  contact_not_blockable: [
    'Não pode ser bloqueado',
    'O WhatsApp só deixa um número bloquear quem lhe escreveu nas últimas 24 horas.',
  ],
  invalid_signature: ['Assinatura inválida', 'A assinatura não confere com o corpo. Confira o app secret deste canal.'],
  invalid_verify_token: [
    'Verify token incorreto',
    'O verify token não é o deste canal. Copie-o das configurações do canal.',
  ],
}
