import type { BenchSize } from '../benchSize.ts'
import type { Section, Table, Verdict } from '../report/section.ts'
import { deliver } from './deliver.ts'
import { deliveryTable, deliveryVerdict } from './deliveryTable.ts'
import { buildTown } from './deliveryTown.ts'
import { findBottlenecks } from './findBottlenecks.ts'
import { runSystems, sayFailures } from './runSystems.ts'
import { measureSignatureUs } from './signatureCost.ts'
import { systemsOf } from './systems.ts'
import { undisturbed } from './undisturbed.ts'
import { workloadsOf } from './workload.ts'

/** What a relay spends on delivering, and how long people wait, beside a bare loop over sockets and the servers people use instead. */
export const deliverySection = async (size: BenchSize): Promise<Section> => {
  const about = [
    'A delivery is one message at one reader. Every relay runs in a process of its own that tells its CPU time; the generator is one',
    'other process and sends the same to all: Yjs updates, each one sealed and signed message of 200 bytes of text. Ours admits each,',
    'checks its signature natively and has it on disk (fsync) before it says “kept”; the raw loop checks and keeps nothing.',
    'y-websocket’s server checks nothing and keeps it in memory, or in LevelDB after sending it on; hocuspocus merges in memory and writes',
    'the whole document 2 to 10 s later; socket.io is a chat of 60 lines that inserts each message (WAL, fsync) before it sends it on.',
    '“Cores” is what a process used of one core while it lasted. Latency is from the send call to the reader’s event.',
    'Everybody is warmed up alike: a flood, then a thousand messages at the pace that is measured. A round in which the generator itself',
    'left late is run again, twice at most, and the least late counts.',
  ]
  const signatureUs = measureSignatureUs()
  const tables: Table[] = []
  const verdicts: Verdict[] = []
  for (const workload of workloadsOf(size)) {
    const { name, rooms, membersEach, warmUpEach, pacedWarmUpEach, messagesEach } = workload
    const town = buildTown(rooms, membersEach, warmUpEach + pacedWarmUpEach + messagesEach)
    const runs = await runSystems(systemsOf(size), size.deliveryRounds, system =>
      undisturbed(() => deliver(system, town, workload)),
    )
    tables.push(deliveryTable(workload, runs))
    verdicts.push(...workload.targets.map(target => deliveryVerdict(workload, target, runs, signatureUs)))
    about.push(...findBottlenecks(workload, runs), ...sayFailures(name, runs))
  }
  return { title: 'Delivery', about, tables, verdicts }
}
