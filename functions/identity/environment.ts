import * as z from 'zod';
import { authEnvironmentSchema } from '../../shared/http/auth-environment.ts';

export const httpEnvironmentSchema = authEnvironmentSchema.extend({
  /** `email`: Cognito sends the invitation; `response`: the inviter gets the first password and passes it on. */
  INVITATION_DELIVERY: z.enum(['email', 'response']),
});
export type InvitationDelivery = z.output<typeof httpEnvironmentSchema>['INVITATION_DELIVERY'];
