import type { Mounting } from '../http/mount.ts'
import { mountAnswers } from './answers.ts'
import type { PeopleContext } from './peopleContext.ts'
import { mountRequests } from './requests.ts'

/** Every route of shared/src/api/people.ts. */
export const mountPeople = (mounting: Mounting, context: PeopleContext): void => {
  mountRequests(mounting, context)
  mountAnswers(mounting, context)
}
