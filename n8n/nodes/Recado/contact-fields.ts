import type { INodeProperties } from 'n8n-workflow'

const show = (...operation: string[]) => ({ show: { resource: ['contact'], operation } })

/** One contact, by its id or by its number. */
const BY: INodeProperties[] = [
  {
    displayName: 'By',
    name: 'by',
    type: 'options',
    options: [
      { name: 'Contact ID', value: 'id' },
      { name: 'Phone Number', value: 'number' },
    ],
    default: 'id',
    displayOptions: show('get', 'update', 'setTags'),
  },
  {
    displayName: 'Contact ID',
    name: 'contactId',
    type: 'string',
    required: true,
    default: '={{ $json.body.contact.id }}',
    displayOptions: { show: { resource: ['contact'], operation: ['get', 'update', 'setTags'], by: ['id'] } },
  },
  {
    displayName: 'Phone Number',
    name: 'number',
    type: 'string',
    required: true,
    default: '',
    placeholder: '5511999990001',
    displayOptions: { show: { resource: ['contact'], operation: ['get', 'update', 'setTags'], by: ['number'] } },
  },
]

export const contactFields: INodeProperties[] = [
  {
    displayName: 'Operation',
    name: 'operation',
    type: 'options',
    noDataExpression: true,
    displayOptions: { show: { resource: ['contact'] } },
    options: [
      { name: 'Create', value: 'create', action: 'Create a contact' },
      {
        name: 'Create or Update',
        value: 'upsert',
        action: 'Create or update a contact',
        description: 'Create a new record, or update the current one if it already exists (upsert)',
      },
      { name: 'Get', value: 'get', action: 'Get a contact' },
      { name: 'Get Many', value: 'getMany', action: 'Get many contacts' },
      {
        name: 'Set Tags',
        value: 'setTags',
        action: 'Set the tags of a contact',
        description: 'In place of those that it has',
      },
      { name: 'Update', value: 'update', action: 'Update a contact' },
    ],
    default: 'get',
  },
  ...BY,
  {
    displayName: 'Phone Number',
    name: 'number',
    type: 'string',
    required: true,
    default: '',
    placeholder: '5511999990001',
    displayOptions: show('create', 'upsert'),
  },
  {
    displayName: 'Tag Names or IDs',
    name: 'tagIds',
    type: 'multiOptions',
    typeOptions: { loadOptionsMethod: 'getTags' },
    default: [],
    description:
      'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
    displayOptions: show('setTags'),
  },
  {
    displayName: 'Fields',
    name: 'fields',
    type: 'collection',
    placeholder: 'Add Field',
    default: {},
    displayOptions: show('create', 'upsert', 'update'),
    options: [
      {
        displayName: 'Custom Fields',
        name: 'custom',
        type: 'fixedCollection',
        typeOptions: { multipleValues: true },
        placeholder: 'Add Custom Field',
        default: {},
        options: [
          {
            name: 'field',
            displayName: 'Field',
            values: [
              {
                displayName: 'Field Name or ID',
                name: 'fieldId',
                type: 'options',
                typeOptions: { loadOptionsMethod: 'getCustomFields' },
                default: '',
                description:
                  'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
              },
              { displayName: 'Value', name: 'value', type: 'string', default: '' },
            ],
          },
        ],
      },
      { displayName: 'Email', name: 'email', type: 'string', placeholder: 'name@email.com', default: '' },
      {
        displayName: 'Follow-Up Name or ID',
        name: 'followupId',
        type: 'options',
        typeOptions: { loadOptionsMethod: 'getFollowups' },
        default: '',
        description:
          'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
      },
      {
        displayName: 'Kanban Stage Name or ID',
        name: 'kanbanId',
        type: 'options',
        typeOptions: { loadOptionsMethod: 'getStages' },
        default: '',
        description:
          'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
      },
      { displayName: 'Name', name: 'name', type: 'string', default: '' },
      {
        displayName: 'Tag Names or IDs',
        name: 'tagIds',
        type: 'multiOptions',
        typeOptions: { loadOptionsMethod: 'getTags' },
        default: [],
        description:
          'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
      },
      {
        displayName: 'Wallet Name or ID',
        name: 'walletId',
        type: 'options',
        typeOptions: { loadOptionsMethod: 'getWallets' },
        default: '',
        description:
          'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
      },
    ],
  },
  {
    displayName: 'Filters',
    name: 'filters',
    type: 'collection',
    placeholder: 'Add Filter',
    default: {},
    displayOptions: show('getMany'),
    options: [
      {
        displayName: 'Follow-Up Name or ID',
        name: 'followupId',
        type: 'options',
        typeOptions: { loadOptionsMethod: 'getFollowups' },
        default: '',
        description:
          'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
      },
      {
        displayName: 'Kanban Stage Name or ID',
        name: 'kanbanId',
        type: 'options',
        typeOptions: { loadOptionsMethod: 'getStages' },
        default: '',
        description:
          'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
      },
      {
        displayName: 'Search',
        name: 'search',
        type: 'string',
        default: '',
        description: 'In the name, or the beginning of the number',
      },
      {
        displayName: 'Tag Name or ID',
        name: 'tagId',
        type: 'options',
        typeOptions: { loadOptionsMethod: 'getTags' },
        default: '',
        description:
          'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
      },
      {
        displayName: 'Wallet Name or ID',
        name: 'walletId',
        type: 'options',
        typeOptions: { loadOptionsMethod: 'getWallets' },
        default: '',
        description:
          'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
      },
    ],
  },
  {
    displayName: 'Limit',
    name: 'limit',
    type: 'number',
    typeOptions: { minValue: 1, maxValue: 200 },
    default: 50,
    description: 'Max number of results to return',
    displayOptions: show('getMany'),
  },
]
