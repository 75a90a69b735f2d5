import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, Icon, INodeProperties } from 'n8n-workflow'

/** The address of a Recado, and a key of one of its companies. */
export class RecadoApi implements ICredentialType {
  name = 'recadoApi'

  displayName = 'Recado API'

  icon: Icon = { light: 'file:../icons/recado.svg', dark: 'file:../icons/recado.dark.svg' }

  documentationUrl = 'https://recado.example/n8n'

  properties: INodeProperties[] = [
    {
      displayName: 'Base URL',
      name: 'baseUrl',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'https://desk.example.com',
      description: 'The address at which people open the panel of Recado',
    },
    {
      displayName: 'API Key',
      name: 'apiKey',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description:
        'Made in the panel under Settings, API keys. A trigger needs a key of an administrator, because it makes an endpoint.',
    },
  ]

  authenticate: IAuthenticateGeneric = {
    type: 'generic',
    properties: { headers: { Authorization: '=Bearer {{$credentials.apiKey}}' } },
  }

  test: ICredentialTestRequest = {
    request: { baseURL: '={{$credentials.baseUrl.replace(/\\/+$/, "")}}', url: '/api/v1/me' },
  }
}
