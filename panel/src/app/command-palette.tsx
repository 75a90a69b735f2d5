/** Ctrl+K: everything that can be done here, found by typing. */
import { Command as Cmdk } from 'cmdk'
import { Search } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Kbd } from '../ui/kbd.tsx'
import { allCommands, type Command } from './commands.ts'

/** `orcamento` finds *orçamento*. */
const bare = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('app')
  const [commands] = useState(() => allCommands().filter(command => command.isKeyOnly !== true))
  const run = (command: Command) => {
    onClose()
    // After the palette has given the focus back, so that the command can move it.
    setTimeout(() => command.run())
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
          <Cmdk
            label={t('commands')}
            filter={(value, search) =>
              bare(search)
                .split(/\s+/)
                .every(word => bare(value).includes(word))
                ? 1
                : 0
            }
          >
            <div className="flex items-center gap-3 border-b border-line px-4 text-faint">
              <Search className="size-4" aria-hidden="true" />
              <Cmdk.Input
                placeholder={t('commandsHint')}
                className="h-12 grow bg-transparent text-text outline-none placeholder:text-faint"
              />
            </div>
            <Cmdk.List className="max-h-[min(24rem,60dvh)] overflow-y-auto p-1.5">
              <Cmdk.Empty className="px-3 py-6 text-center text-soft">{t('commandsNone')}</Cmdk.Empty>
              {commands.map(command => (
                <Cmdk.Item
                  key={command.id}
                  value={command.label}
                  onSelect={() => run(command)}
                  className="flex h-10 cursor-pointer items-center justify-between rounded-lg px-3 data-[selected=true]:bg-accent-soft"
                >
                  {command.label}
                  {command.keys !== undefined && <Kbd keys={command.keys} />}
                </Cmdk.Item>
              ))}
            </Cmdk.List>
          </Cmdk>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
