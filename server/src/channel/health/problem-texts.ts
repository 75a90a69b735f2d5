/** The title of each problem of a channel, and what it is and what to do, in every language. */
import type { Language } from '../../base/language.ts'

type Texts = Record<Language, readonly [title: string, sentence: string]>

export const PROBLEM_TEXTS = {
  token_invalid: {
    'pt-BR': [
      'o token de acesso não vale mais',
      'O WhatsApp recusa o token de acesso: ele venceu, foi revogado ou está incompleto. Gere um token de usuário do sistema no Gerenciador de Negócios e salve-o no canal. O que foi escrito espera e sai assim que o novo valer.',
    ],
    en: [
      'the access token is not valid any more',
      'WhatsApp refuses the access token: it has expired, was revoked or is incomplete. Make a token of a system user in the Business Manager and save it in the channel. What was written waits and is sent as soon as the new one works.',
    ],
    es: [
      'el token de acceso ya no vale',
      'WhatsApp rechaza el token de acceso: venció, fue revocado o está incompleto. Genere un token de usuario del sistema en el Administrador comercial y guárdelo en el canal. Lo escrito espera y sale en cuanto el nuevo valga.',
    ],
  },
  permission_missing: {
    'pt-BR': [
      'o token não tem permissão',
      'O token de acesso não tem as permissões whatsapp_business_messaging e whatsapp_business_management para esta conta. Conceda as duas ao usuário do sistema e gere um token novo.',
    ],
    en: [
      'the token lacks a permission',
      'The access token lacks the permissions whatsapp_business_messaging and whatsapp_business_management for this account. Give both to the system user and make a new token.',
    ],
    es: [
      'al token le falta un permiso',
      'El token de acceso no tiene los permisos whatsapp_business_messaging y whatsapp_business_management para esta cuenta. Concédalos al usuario del sistema y genere un token nuevo.',
    ],
  },
  number_unknown: {
    'pt-BR': [
      'o WhatsApp não encontra o número',
      'Com este token, o WhatsApp não encontra o número: o id está errado, é de outra conta, ou o número foi excluído. Confira o id do número (phone number id, não o número em si).',
    ],
    en: [
      'WhatsApp does not find the number',
      'With this token WhatsApp does not find the number: its id is wrong or of another account, or the number was deleted. Check the phone number id (not the number itself).',
    ],
    es: [
      'WhatsApp no encuentra el número',
      'Con este token WhatsApp no encuentra el número: el id es incorrecto o de otra cuenta, o el número fue eliminado. Revise el id del número (phone number id, no el número).',
    ],
  },
  number_elsewhere: {
    'pt-BR': [
      'o número foi conectado em outra empresa',
      'Outra empresa deste servidor conectou este número com um token que vale: o número é de quem o comprovou por último, e por aqui nada mais sai. Se ele é seu, salve de novo no canal um token que o enxergue, e veja no Gerenciador de Negócios quem mais tem acesso a ele.',
    ],
    en: [
      'the number was connected in another company',
      'Another company of this server connected this number with a token that works: a number belongs to the company that proved it last, and nothing is sent from here any more. If it is yours, save a token that sees it in the channel again, and look in the Business Manager for who else has access to it.',
    ],
    es: [
      'el número fue conectado en otra empresa',
      'Otra empresa de este servidor conectó este número con un token que vale: el número es de quien lo comprobó por último, y desde aquí ya no sale nada. Si es suyo, guarde de nuevo en el canal un token que lo vea, y revise en el Administrador comercial quién más tiene acceso a él.',
    ],
  },
  number_unregistered: {
    'pt-BR': [
      'o número não está registrado',
      'O número não está registrado na Cloud API. Registre-o com o PIN de seis dígitos da verificação em duas etapas.',
    ],
    en: [
      'the number is not registered',
      'The number is not registered at the Cloud API. Register it with the six digits of its two-step verification PIN.',
    ],
    es: [
      'el número no está registrado',
      'El número no está registrado en la Cloud API. Regístrelo con el PIN de seis dígitos de la verificación en dos pasos.',
    ],
  },
  account_restricted: {
    'pt-BR': [
      'o WhatsApp restringiu a conta',
      'O WhatsApp bloqueou ou restringiu a conta ou o número. Veja o motivo na Qualidade da conta do Gerenciador de Negócios e peça a revisão. O que foi escrito espera.',
    ],
    en: [
      'WhatsApp has restricted the account',
      'WhatsApp has blocked or restricted the account or the number. See why under Account quality in the Business Manager and ask for a review. What was written waits.',
    ],
    es: [
      'WhatsApp restringió la cuenta',
      'WhatsApp bloqueó o restringió la cuenta o el número. Vea el motivo en Calidad de la cuenta del Administrador comercial y pida una revisión. Lo escrito espera.',
    ],
  },
  partner_removed: {
    'pt-BR': [
      'a conta se desligou do parceiro',
      'A conta do WhatsApp foi desligada do aplicativo (no celular ou no Gerenciador de Negócios): nada mais chega nem sai. Conecte o número outra vez.',
    ],
    en: [
      'the account has left the partner',
      'The WhatsApp account was disconnected from the app (on the phone or in the Business Manager): nothing arrives or is sent any more. Connect the number again.',
    ],
    es: [
      'la cuenta se desconectó del socio',
      'La cuenta de WhatsApp se desconectó de la aplicación (en el teléfono o en el Administrador comercial): nada llega ni sale. Conecte el número otra vez.',
    ],
  },
  payment_missing: {
    'pt-BR': [
      'falta uma forma de pagamento',
      'O WhatsApp não envia enquanto a conta não tiver uma forma de pagamento válida. Cadastre-a no Gerenciador de Negócios.',
    ],
    en: [
      'a payment method is missing',
      'WhatsApp sends nothing while the account has no valid payment method. Enter one in the Business Manager.',
    ],
    es: [
      'falta un medio de pago',
      'WhatsApp no envía mientras la cuenta no tenga un medio de pago válido. Regístrelo en el Administrador comercial.',
    ],
  },
  name_refused: {
    'pt-BR': [
      'o nome de exibição não foi aprovado',
      'O WhatsApp não envia enquanto o nome de exibição do número não for aprovado. Corrija-o no Gerenciador de Negócios.',
    ],
    en: [
      'the display name is not approved',
      'WhatsApp sends nothing while the display name of the number is not approved. Correct it in the Business Manager.',
    ],
    es: [
      'el nombre para mostrar no está aprobado',
      'WhatsApp no envía mientras el nombre para mostrar del número no esté aprobado. Corríjalo en el Administrador comercial.',
    ],
  },
  certificate_invalid: {
    'pt-BR': [
      'o registro do número falhou',
      'O WhatsApp não aceita o certificado do número. Registre o número outra vez com o seu PIN.',
    ],
    en: [
      'the registration of the number failed',
      'WhatsApp does not take the certificate of the number. Register the number again with its PIN.',
    ],
    es: [
      'falló el registro del número',
      'WhatsApp no acepta el certificado del número. Registre el número otra vez con su PIN.',
    ],
  },
  not_subscribed: {
    'pt-BR': [
      'nada chega: o aplicativo não está inscrito',
      'O aplicativo não está inscrito na conta do WhatsApp, por isso nenhuma mensagem chega. Inscreva-o aqui, no canal.',
    ],
    en: [
      'nothing arrives: the app is not subscribed',
      'The app is not subscribed to the WhatsApp account, so no message arrives. Subscribe it here, in the channel.',
    ],
    es: [
      'nada llega: la aplicación no está suscrita',
      'La aplicación no está suscrita a la cuenta de WhatsApp, por eso no llega ningún mensaje. Suscríbala aquí, en el canal.',
    ],
  },
  callback_elsewhere: {
    'pt-BR': [
      'as mensagens vão para outro endereço',
      'A conta ou o número entrega as mensagens em outro endereço, e não neste Recado. Inscreva o aplicativo outra vez com o endereço daqui, ou retire o outro.',
    ],
    en: [
      'messages go to another address',
      'The account or the number delivers its messages to another address and not to this Recado. Subscribe the app again with this server’s address, or remove the other one.',
    ],
    es: [
      'los mensajes van a otra dirección',
      'La cuenta o el número entrega los mensajes en otra dirección y no en este Recado. Suscriba la aplicación otra vez con la dirección de aquí, o quite la otra.',
    ],
  },
  webhooks_missing: {
    'pt-BR': [
      'o WhatsApp não avisa mais nada',
      'Enviamos mensagens e o WhatsApp não avisou o que foi feito delas: os avisos dele não chegam a este Recado. Confira no App Dashboard o endereço, o token de verificação e o campo messages, e se este servidor é alcançado pela internet.',
    ],
    en: [
      'WhatsApp reports nothing any more',
      'We sent messages, and WhatsApp did not report what became of them: its posts do not reach this Recado. Check the address, the verify token and the field messages in the App Dashboard, and whether this server can be reached from the internet.',
    ],
    es: [
      'WhatsApp ya no informa nada',
      'Enviamos mensajes y WhatsApp no informó qué fue de ellos: lo que publica no llega a este Recado. Revise en el App Dashboard la dirección, el token de verificación y el campo messages, y si este servidor se alcanza desde internet.',
    ],
  },
  app_secret_wrong: {
    'pt-BR': [
      'a chave secreta do aplicativo está errada',
      'A chave secreta (app secret) não é a do aplicativo deste token. Sem ela, o que o WhatsApp entrega é recusado. Copie-a de Configurações > Básico no App Dashboard.',
    ],
    en: [
      'the app secret is wrong',
      'The app secret is not the one of the app of this token. Without it, what WhatsApp delivers is refused. Copy it from Settings > Basic in the App Dashboard.',
    ],
    es: [
      'la clave secreta de la aplicación es incorrecta',
      'La clave secreta (app secret) no es la de la aplicación de este token. Sin ella se rechaza lo que WhatsApp entrega. Cópiela de Configuración > Básica en el App Dashboard.',
    ],
  },
  unreachable: {
    'pt-BR': [
      'o WhatsApp não responde',
      'Este servidor não alcança a API do WhatsApp. O que foi escrito espera e sai assim que ela responder. Se durar, confira a rede, o DNS e o firewall deste servidor.',
    ],
    en: [
      'WhatsApp does not respond',
      "This server does not reach WhatsApp's API. What was written waits and is sent as soon as it responds. If it lasts, check the network, the DNS and the firewall of this server.",
    ],
    es: [
      'WhatsApp no responde',
      'Este servidor no alcanza la API de WhatsApp. Lo escrito espera y sale en cuanto responda. Si dura, revise la red, el DNS y el firewall de este servidor.',
    ],
  },
  token_expiring: {
    'pt-BR': [
      'o token de acesso vence em breve',
      'O token de acesso vence em menos de sete dias; depois, nada mais sai. Gere um token de usuário do sistema sem vencimento e salve-o no canal.',
    ],
    en: [
      'the access token expires soon',
      'The access token expires in less than seven days; then nothing is sent any more. Make a token of a system user that never expires and save it in the channel.',
    ],
    es: [
      'el token de acceso vence pronto',
      'El token de acceso vence en menos de siete días; después no sale nada. Genere un token de usuario del sistema sin vencimiento y guárdelo en el canal.',
    ],
  },
  account_mismatch: {
    'pt-BR': [
      'a conta não é a do número',
      'O id da conta do WhatsApp Business (WABA) não é o da conta deste número. Modelos e avisos seriam de outra conta. Corrija o id no canal.',
    ],
    en: [
      'the account is not the one of the number',
      'The id of the WhatsApp Business account (WABA) is not the one of the account of this number. Templates and notices would be those of another account. Correct the id in the channel.',
    ],
    es: [
      'la cuenta no es la del número',
      'El id de la cuenta de WhatsApp Business (WABA) no es el de la cuenta de este número. Plantillas y avisos serían de otra cuenta. Corrija el id en el canal.',
    ],
  },
  number_flagged: {
    'pt-BR': [
      'o WhatsApp sinalizou o número',
      'Muitos clientes bloquearam ou denunciaram o número, e o WhatsApp o sinalizou. Se a qualidade não melhorar em sete dias, o limite de envios diminui. Envie menos e só a quem espera.',
    ],
    en: [
      'WhatsApp has flagged the number',
      'Many customers blocked or reported the number, and WhatsApp has flagged it. If the quality does not recover within seven days, its limit goes down. Send less, and only to people who expect it.',
    ],
    es: [
      'WhatsApp marcó el número',
      'Muchos clientes bloquearon o denunciaron el número, y WhatsApp lo marcó. Si la calidad no mejora en siete días, baja el límite de envíos. Envíe menos y solo a quien lo espera.',
    ],
  },
  number_limited: {
    'pt-BR': [
      'o número envia com limite',
      'O WhatsApp limita por enquanto o que este número envia ou inicia. Respostas a quem escreveu continuam saindo. Veja os detalhes.',
    ],
    en: [
      'the number sends within a limit',
      'For now WhatsApp limits what this number sends or begins. Answers to people who wrote are still sent. See the details.',
    ],
    es: [
      'el número envía con límite',
      'Por ahora WhatsApp limita lo que este número envía o inicia. Las respuestas a quien escribió siguen saliendo. Vea los detalles.',
    ],
  },
  quality_low: {
    'pt-BR': [
      'a qualidade do número está baixa',
      'A qualidade do número está vermelha: clientes bloqueiam ou denunciam as mensagens. Envie menos modelos e só a quem espera por eles.',
    ],
    en: [
      'the quality of the number is low',
      'The quality of the number is red: customers block or report its messages. Send fewer templates, and only to those who expect them.',
    ],
    es: [
      'la calidad del número es baja',
      'La calidad del número está en rojo: clientes bloquean o denuncian sus mensajes. Envíe menos plantillas y solo a quien las espera.',
    ],
  },
  media_host: {
    'pt-BR': [
      'arquivos em um endereço desconhecido',
      'O WhatsApp guarda arquivos em um endereço que este Recado não conhece, e o token não é entregue a desconhecidos. Se o endereço for do WhatsApp ou do seu proxy, permita-o em WA_MEDIA_HOSTS; os arquivos virão sozinhos.',
    ],
    en: [
      'files at an unknown address',
      'WhatsApp keeps files at an address that this Recado does not know, and it sends the token to no unknown host. If the address belongs to WhatsApp or to your proxy, allow it in WA_MEDIA_HOSTS; the files will come by themselves.',
    ],
    es: [
      'archivos en una dirección desconocida',
      'WhatsApp guarda archivos en una dirección que este Recado no conoce, y el token no se entrega a desconocidos. Si la dirección es de WhatsApp o de su proxy, permítala en WA_MEDIA_HOSTS; los archivos vendrán solos.',
    ],
  },
  posts_set_aside: {
    'pt-BR': [
      'algo do WhatsApp não pôde ser lido',
      'Parte do que o WhatsApp entregou não pôde ser trabalhada e foi guardada à parte. Veja o que foi no canal e tente de novo.',
    ],
    en: [
      'something from WhatsApp could not be processed',
      'A part of what WhatsApp delivered could not be processed and was set aside. See in the channel what it was, and try again.',
    ],
    es: [
      'algo de WhatsApp no pudo procesarse',
      'Parte de lo que WhatsApp entregó no pudo procesarse y se guardó aparte. Vea en el canal qué fue y reintente.',
    ],
  },
  template_stopped: {
    'pt-BR': [
      'um modelo de mensagem está parado',
      'O WhatsApp pausou ou desativou pelo menos um modelo de mensagem, quase sempre porque clientes o bloquearam ou denunciaram. Com ele nada sai. Corrija-o no Gerenciador do WhatsApp ou use outro.',
    ],
    en: [
      'a message template is stopped',
      'WhatsApp has paused or disabled at least one message template, mostly because customers blocked or reported it. Nothing can be sent with it. Correct it in the WhatsApp Manager, or use another one.',
    ],
    es: [
      'una plantilla está detenida',
      'WhatsApp pausó o desactivó al menos una plantilla, casi siempre porque clientes la bloquearon o denunciaron. Con ella nada sale. Corríjala en el Administrador de WhatsApp o use otra.',
    ],
  },
  account_warned: {
    'pt-BR': [
      'o WhatsApp avisou sobre a conta',
      'O WhatsApp enviou um aviso sobre a conta ou o número. Leia-o no Gerenciador do WhatsApp e resolva o que ele pede, antes que a conta seja limitada. Este aviso sai sozinho em sete dias.',
    ],
    en: [
      'WhatsApp warned about the account',
      'WhatsApp sent a notice about the account or the number. Read it in the WhatsApp Manager and do what it asks, before the account is limited. This goes away by itself after seven days.',
    ],
    es: [
      'WhatsApp avisó sobre la cuenta',
      'WhatsApp envió un aviso sobre la cuenta o el número. Léalo en el Administrador de WhatsApp y resuelva lo que pide, antes de que la cuenta quede limitada. Este aviso desaparece solo en siete días.',
    ],
  },
} as const satisfies Record<string, Texts>
