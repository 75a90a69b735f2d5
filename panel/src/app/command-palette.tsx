/** Ctrl+K: everything that can be done here, and everything that can be found, by typing. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Command as Cmdk } from 'cmdk'
import { Search } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Kbd } from '../ui/kbd.tsx'
import { allCommands, type Command } from './commands.ts'
import type { Finding } from './feature.ts'
import { finders } from './features.ts'

const PAUSE_MS = 200
/** The prefix of ids that the server found; those are shown whatever their words are. */
const FOUND = 'found:'

/** `orcamento` finds *orçamento*. */
const bare = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

const fits = (value: string, search: string): number => {
  if (value.startsWith(FOUND)) return 0.1
  const isThere = bare(search)
    .split(/\s+/)
    .every(word => bare(value).includes(word))
  return isThere ? 1 : 0
}

export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  const [commands] = useState(() => allCommands().filter(command => command.isKeyOnly !== true))
  const [text, setText] = useState('')
  const found = useFindings(text)
  const run = (command: Command) => {
    onClose()
    // It runs after the palette has given the focus back, so that the command can move it.
    setTimeout(() => command.run())
  }
  const open = async ({ to, onOpen }: Finding) => {
    onClose()
    await navigate(to)
    onOpen?.()
  }
  return (
    <Dialog.Root open onOpenChange={open => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-veil" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-40 w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 animate-rise overflow-hidden rounded-2xl border border-line bg-pane shadow-float"
        >
          <Dialog.Title className="sr-only">{t('commands')}</Dialog.Title>
          <Cmdk label={t('commands')} filter={fits}>
            <div className="flex items-center gap-3 border-b border-line px-4 text-faint">
              <Search className="size-4" aria-hidden="true" />
              <Cmdk.Input
                value={text}
                onValueChange={setText}
                placeholder={t('commandsHint')}
                className="h-12 grow bg-transparent text-text outline-none placeholder:text-faint"
              />
            </div>
            <Cmdk.List className="max-h-[min(24rem,60dvh)] overflow-y-auto p-1.5">
              <Cmdk.Empty className="px-3 py-6 text-center text-soft">{t('commandsNone')}</Cmdk.Empty>
              {commands.map(command => (
                <Item key={command.id} value={command.label} onSelect={() => run(command)}>
                  {command.label}
                  {command.keys !== undefined && <Kbd keys={command.keys} />}
                </Item>
              ))}
              {found.map(finding => (
                <Item key={finding.id} value={FOUND + finding.id} onSelect={() => void open(finding)}>
                  <span dir="auto" className="max-w-1/2 shrink-0 truncate">
                    {finding.label}
                  </span>
                  <span dir="auto" className="min-w-0 truncate text-sm text-soft">
                    {finding.hint}
                  </span>
                </Item>
              ))}
            </Cmdk.List>
          </Cmdk>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

interface ItemProps {
  value: string
  onSelect: () => void
  children: ReactNode
}

const Item = ({ value, onSelect, children }: ItemProps) => (
  <Cmdk.Item
    value={value}
    onSelect={onSelect}
    className="flex h-10 cursor-pointer items-center justify-between gap-4 rounded-lg px-3 data-[selected=true]:bg-accent-soft"
  >
    {children}
  </Cmdk.Item>
)

/** What the server finds when the typing pauses. Without it the commands still work. */
function useFindings(text: string): readonly Finding[] {
  const [settled, setSettled] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  const query = useQuery({
    queryKey: ['palette', settled],
    queryFn: async () => (await Promise.all(finders.map(find => find(settled)))).flat(),
    enabled: settled !== '',
    placeholderData: before => before,
  })
  return settled === '' ? [] : (query.data ?? [])
}
