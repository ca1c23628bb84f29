/**
 * The frame of a configuration of nginx's.
 *
 * In: a folder of its own; what stands in `http`. Out: the configuration. Never: a file outside the folder, a log of requests, or a second process.
 */
export const configurationIn = (folder, http) => `
daemon off;
pid ${folder}/nginx.pid;
error_log stderr error;
worker_processes 1;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  ${http}
}
`;
