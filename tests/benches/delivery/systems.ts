import type { BenchSize } from '../benchSize.ts'
import { hocuspocus } from './languages/hocuspocus.ts'
import { socketIo } from './languages/socketIo.ts'
import { bareFrames, yWebsocket, yWebsocketWithAcks } from './languages/yWebsocket.ts'
import type { System } from './system.ts'

const programAt = (file: string) => new URL(`./servers/${file}`, import.meta.url)

/** What everything else is told as a multiple of. */
export const rawLoop: System = { name: 'raw ws loop', program: programAt('rawLoop.ts'), language: bareFrames }

/** As our own clients open it: every durable write is acknowledged to every socket. */
export const ourRelay: System = {
  name: 'Sarangbang',
  program: programAt('sarangbang.ts'),
  language: yWebsocketWithAcks,
}

export const hocuspocusServer: System = {
  name: 'hocuspocus + SQLite',
  program: programAt('hocuspocusServer.ts'),
  language: hocuspocus,
}

/** All that are measured, the baseline first; for a quick look those that targets name. */
export const systemsOf = ({ peers }: Pick<BenchSize, 'peers'>): readonly System[] =>
  peers === 'few'
    ? [rawLoop, ourRelay, hocuspocusServer]
    : [
        rawLoop,
        ourRelay,
        { name: 'y-websocket, memory', program: programAt('yWebsocketServer.ts'), language: yWebsocket },
        { name: 'y-websocket + LevelDB', program: programAt('yWebsocketLevel.ts'), language: yWebsocket },
        hocuspocusServer,
        { name: 'socket.io + SQLite', program: programAt('socketIoServer.ts'), language: socketIo },
      ]
